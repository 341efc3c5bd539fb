/** The quick tests of what Stryker mutates: `npm run mutation`. */
import { matchesGlob, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { defineConfig, mergeConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"
import base from "../vitest.config.js"

/**
 * The first failure ends the run of a mutant: the tables, which are quick and see the most, come first. Where a module
 * cannot even be loaded no test of it fails, for there is none: the last file's imports, inside its tests, tell.
 */
const inOrder = [
  "test/providers/wireNames.test.ts",
  "test/customers/mapping.test.ts",
  ...["sends", "reads", "fails", "cardsSend", "cardsRead", "schedulesRead", "layer", "rules"].map(
    (name) => `test/providers/**/${name}.test.ts`
  ),
  "test/call/{retry,interpret}.test.ts",
  "test/wire/{errorMap,instants,issues,unread,ids}.test.ts",
  "test/privacy/{masked,names}.test.ts",
  "test/providers/contract.test.ts",
  "test/customers/ensure/{providers,ensureAll,finding}.test.ts",
  "test/entries.test.ts"
]

const root = fileURLToPath(new URL("../..", import.meta.url))

class InOrder extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const place = ({ moduleId }: TestSpecification) =>
      inOrder.findIndex((name) => matchesGlob(relative(root, moduleId), name))
    return [...files].sort((one, other) => place(one) - place(other))
  }
}

const { test: _, ...shared } = base

export default mergeConfig(
  shared,
  defineConfig({
    // without isolation, the files of a run share their modules; each run, and so each mutant, loads them anew
    test: { include: inOrder, isolate: false, sequence: { sequencer: InOrder }, testTimeout: 20_000 }
  })
)
