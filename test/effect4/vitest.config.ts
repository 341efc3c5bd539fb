import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { alone } from "../alone.js"
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
    isolate: false,
    projects: [
      // the files of a worker share their modules: to import Effect and the library anew for each took half of the time
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          // what looks at the repository's own package.json, and the example that is written for Effect 3 alone
          exclude: [...elsewhere, ...alone, "node_modules/**"]
        }
      },
      { extends: true, test: { name: "alone", isolate: true, include: alone } }
    ]
  }
})
