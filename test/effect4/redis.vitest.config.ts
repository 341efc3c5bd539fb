/** What needs a Redis: `npm --prefix test/effect4 run test:redis`. */
import { defineConfig } from "vitest/config"
import config from "./vitest.config.js"

export default defineConfig({
  ...config,
  test: { testTimeout: 60_000, include: ["test/rateLimit/redis/*.redis.ts"] }
})
