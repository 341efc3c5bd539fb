/** What needs a Redis or a Postgres: `npm run test:services`. It is no part of `npm test`. */
import { defineConfig } from "vitest/config"
import config from "../vitest.config.js"

export default defineConfig({
  ...config,
  // the files wait for servers more than they work
  test: { testTimeout: 300_000, maxWorkers: 4, include: ["test/services/*.services.ts"] }
})
