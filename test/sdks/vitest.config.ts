/**
 * The emulator by clients that are not ours: `npm run test:sdks`. It wants PHP, Ruby, Python and Perl with the HTTP clients
 * that the providers' SDKs use there, all of them Debian's packages (`.ci/run` installs them).
 */
import { defineConfig } from "vitest/config"
import config from "../vitest.config.js"

export default defineConfig({ ...config, test: { include: ["test/sdks/*.sdk.ts"], testTimeout: 30_000 } })
