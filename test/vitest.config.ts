import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"
import { alone } from "./alone.js"

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
    // of the pool: without it each file has a process of its own, whatever its project says
    isolate: false,
    projects: [
      // the files of a worker share their modules: to import Effect and the library anew for each took half of the time
      {
        extends: true,
        test: {
          name: "shared",
          include: ["test/**/*.test.ts"],
          exclude: ["test/effect4/**", ...alone],
          setupFiles: ["test/line/3/setup.ts"]
        }
      },
      { extends: true, test: { name: "alone", isolate: true, include: alone } }
    ],
    coverage: {
      provider: "v8",
      include: ["src/**"],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage"
    }
  }
})
