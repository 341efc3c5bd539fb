/** The tests that need a browser: `npm run test:browser`, with Debian's Chromium. */
import { defineConfig, mergeConfig } from "vitest/config"
import base from "../vitest.config.js"

const { test: _, ...shared } = base

export default mergeConfig(
  shared,
  defineConfig({ test: { include: ["test/browser/**/*.browser.ts"], testTimeout: 60_000 } })
)
