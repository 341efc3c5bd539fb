/**
 * Runs before each file. Files share their modules, and with them the one `it` of vitest: `layer` of `@effect/vitest`
 * for Effect 3 writes the tests of its layer onto it, where the next file would find them.
 */
import { effect, flakyTest, it, layer, live, prop, scoped, scopedLive } from "@effect/vitest"

Object.assign(it, { effect, flakyTest, layer, live, prop, scoped, scopedLive })
