/** What needs a Redis or a Postgres: `npm run test:services`. It is no part of `npm test`. */
import { defineConfig } from "vitest/config"
import config from "../vitest.config.js"

export default defineConfig({
  ...config,
  // one file after the other: some hold two processes against each other within a second
  test: { testTimeout: 300_000, maxWorkers: 1, include: ["test/services/*.services.ts"] }
})
