/** How a guide's program is written on this line: docs/effect-3.md has the words. */
import { readFileSync } from "node:fs"

/** From the folder of the tests. */
export const tsconfig = "tsconfig.json"

const page = readFileSync(new URL("../../../docs/effect-3.md", import.meta.url), "utf8")

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** `Self`, `Shape` and `"id"` stand for what a program has there. */
const places = ["Self", "Shape", '"id"']

const rule = (four: string, three: string): ((code: string) => string) => {
  if (!four.includes("Self")) return (code) => code.replaceAll(four, three)
  const pattern = new RegExp(
    escaped(four).replace("Self, Shape", "\\s*(\\w+),\\s*([\\s\\S]+?)\\s*").replace('"id"', '("[^"]+")'),
    "g"
  )
  return (code) =>
    code.replaceAll(pattern, (_, ...found: ReadonlyArray<string>) =>
      places.reduce((text, place, index) => text.replace(place, found[index] ?? ""), three)
    )
}

const rules = [...page.matchAll(/^\| `(.+?)` \| `(.+?)` \|$/gm)].map(([, four = "", three = ""]) =>
  rule(four, three)
)

export const asWritten = (code: string): string => rules.reduce((text, apply) => apply(text), code)
