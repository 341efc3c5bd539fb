/** What needs a Redis: `npm run test:redis`. It is no part of `npm test`. */
import config from "../../vitest.config.js"

export default { ...config, test: { include: ["test/rateLimit/redis/*.redis.ts"] } }
