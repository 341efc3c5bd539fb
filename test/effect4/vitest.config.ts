import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import elsewhere from "./elsewhere.json" with { type: "json" }

const here = fileURLToPath(new URL(".", import.meta.url))

export default defineConfig({
  root: here,
  resolve: {
    preserveSymlinks: true,
    alias: [
      { find: /^#line\/test\/(.+)$/, replacement: `${here}test/line/4/$1.ts` },
      { find: /^#line\/(.+)$/, replacement: `${here}src/line/4/$1.ts` },
      { find: /^effect-payment-customers$/, replacement: `${here}src/index.ts` },
      { find: /^effect-payment-customers\/(.+)$/, replacement: `${here}src/$1.ts` }
    ]
  },
  test: {
    maxWorkers: 2,
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"],
    // what looks at the repository's own package.json, and the example that is written for Effect 3 alone
    exclude: [...elsewhere, "node_modules/**"]
  }
})
