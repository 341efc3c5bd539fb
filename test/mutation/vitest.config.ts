/** The quick tests of what Stryker mutates: `npm run mutation`. */
import { defineConfig, mergeConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"
import base from "../vitest.config.js"

/**
 * The first failure ends the run of a mutant: the tables, which are quick and see the most, come first. Where a module
 * cannot even be loaded no test of it fails, for there is none: the last file's imports, inside its tests, tell.
 */
const inOrder = [
  "test/wireNames.test.ts",
  "test/neutralMapping.test.ts",
  "test/bepaid/mapper.test.ts",
  "test/stancer/mapper.test.ts",
  "test/omise/mapper.test.ts",
  "test/omise/versions.test.ts",
  "test/internal/words.test.ts",
  "test/internal/retry.test.ts",
  "test/internal/fieldErrors.test.ts",
  "test/internal/dates.test.ts",
  "test/internal/issues.test.ts",
  "test/internal/unread.test.ts",
  "test/internal/interpret.test.ts",
  "test/stancer/v2mapper.test.ts",
  "test/masked.test.ts",
  "test/omise/cards.test.ts",
  "test/omise/cardsMapper.test.ts",
  "test/omise/schedules.test.ts",
  "test/internal/ids.test.ts",
  "test/bepaid/contract.test.ts",
  "test/stancer/contract.test.ts",
  "test/stancer/v2contract.test.ts",
  "test/omise/contract.test.ts",
  "test/stancer/v2layer.test.ts",
  "test/contract.test.ts",
  "test/ensure/providers.test.ts",
  "test/ensure/ensureAll.test.ts",
  "test/ensure/finding.test.ts",
  "test/entries.test.ts"
]

class InOrder extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const place = ({ moduleId }: TestSpecification) => inOrder.findIndex((name) => moduleId.endsWith(name))
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
