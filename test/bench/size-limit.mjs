/**
 * `npm run size`: what each provider adds to a bundle. The peers (effect, @effect/platform) are left out by size-limit
 * itself: the app has them already. A kilobyte of it is how esbuild writes `export *` from what is left out (src/line).
 */
const provider = (name, limit) => ({
  name,
  path: `../../dist/${name}.js`,
  import: `{ ${name}, layer }`,
  gzip: true,
  limit,
  // as apps bundle: the default format would turn each import of a peer into a call of `require`
  modifyEsbuildConfig: (config) => ({ ...config, format: "esm", platform: "browser" })
})

export default [provider("BePaid", "24 kB"), provider("Omise", "30 kB"), provider("Stancer", "24.7 kB")]
