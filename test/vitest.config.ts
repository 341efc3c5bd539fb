import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const root = fileURLToPath(new URL("..", import.meta.url))

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^#line\/test\/(.+)$/, replacement: `${root}test/line/3/$1.ts` },
      { find: /^#line\/(.+)$/, replacement: `${root}src/line/3/$1.ts` },
      { find: /^effect-payment-customers$/, replacement: `${root}src/index.ts` },
      { find: /^effect-payment-customers\/(.+)$/, replacement: `${root}src/$1.ts` }
    ]
  },
  // both cores: left to itself, vitest keeps one free
  test: {
    maxWorkers: 2,
    // properties and child processes take their time on a busy machine
    testTimeout: 30_000,
    include: ["test/**/*.test.ts"],
    exclude: ["test/effect4/**"],
    coverage: {
      provider: "v8",
      include: ["src/**"],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage"
    }
  }
})
