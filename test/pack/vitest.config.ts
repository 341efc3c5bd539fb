/** The package as users install it: `npm run test:pack`. It needs the registry, and is no part of `npm test`. */
import { defineConfig } from "vitest/config"

export default defineConfig({
  root: import.meta.dirname,
  test: {
    maxWorkers: 2,
    // a compiler takes its time on a busy machine
    testTimeout: 180_000,
    hookTimeout: 180_000,
    globalSetup: "./setup.ts",
    include: ["*.pack.ts"],
    // bundles are run as the modules that they are, in a context that has nothing of Node
    poolOptions: {
      forks: { execArgv: ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"] }
    }
  }
})
