import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

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
    // of the package.json of the repository; examples are written for Effect 3
    exclude: ["test/packaging.test.ts", "test/entries.test.ts", "test/examples/**", "node_modules/**"]
  }
})
