/** What needs a Redis: `npm run test:redis`. It is no part of `npm test`. */
import { defineConfig } from "vitest/config"
import config from "../../vitest.config.js"

export default defineConfig({ ...config, test: { include: ["test/rateLimit/redis/*.redis.ts"] } })
