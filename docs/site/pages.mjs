// @ts-check
/** The pages of the site: the public modules, the guides in the README's order, the examples as pages to read. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Application, Converter, DocumentReflection, JSX, MinimalSourceFile, Renderer } from "typedoc"

/** @typedef {{ file: string, title: string, category?: string, text: string, below?: ReadonlyArray<Page> }} Page */

const root = fileURLToPath(new URL("../..", import.meta.url))
const read = (/** @type {string} */ file) => readFileSync(join(root, file), "utf8")

/** @type {(folder: string, ending: string) => ReadonlyArray<string>} */
const filesUnder = (folder, ending) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .sort()

/** The public modules are the exports of the package. */
const entryPoints = Object.values(JSON.parse(read("package.json")).exports)
  .filter((target) => target.endsWith(".js"))
  .map((target) => join(root, target.replace("./dist/", "src/").replace(/\.js$/, ".ts")))

/** What the README names as guides and after them, in its order. */
const [, afterGuides = ""] = read("README.md").split("\n## Guides\n")
const guides = [...afterGuides.matchAll(/\]\(([^)#:]+)[^)]*\)/g)]
  .map(([, file = ""]) => file)
  .filter((file) => (file.endsWith(".md") || file === "LICENSE") && existsSync(join(root, file)))
const documents = [...new Set(["README.md", ...guides, "SECURITY.md", "CHANGELOG.md"])]
const forgotten = filesUnder("docs", ".md").filter(
  (file) => !documents.includes(file) && !file.startsWith("docs/site/")
)

const categoryOf = (/** @type {string} */ file) => {
  if (file.startsWith("docs/providers/")) return "Providers"
  if (file === "README.md") return "Guides"
  return file.startsWith("docs/") && !["docs/adding-a-provider.md", "docs/architecture.md"].includes(file)
    ? "Guides"
    : "Project"
}

/** @type {Readonly<Record<string, string>>} */
const names = { "README.md": "Overview", "CHANGELOG.md": "Changelog" }

/** What a document is called: its first line. */
const titleOf = (/** @type {string} */ file) =>
  names[file] ?? (read(file).split("\n", 1)[0] ?? "").replace(/^# /, "")

/** Its place among the examples. */
const nameOf = (/** @type {string} */ file) => file.replace("docs/examples/", "")

/** @type {(file: string) => Page} */
const example = (file) => ({
  file,
  title: nameOf(file),
  text: `# ${nameOf(file)}\n\n\`\`\`ts\n${read(file)}\`\`\`\n`
})

/** The comment that an example begins with. */
const summaryOf = (/** @type {string} */ file) =>
  (/^\/\*\*([\s\S]*?)\*\//.exec(read(file))?.[1] ?? "").replaceAll(/\s*\n \* ?/g, " ").trim()

const examples = filesUnder("docs/examples", ".ts")

/** @type {ReadonlyArray<Page>} */
const pages = [
  ...documents.map((file) => ({ file, title: titleOf(file), category: categoryOf(file), text: read(file) })),
  {
    file: "docs/examples",
    title: "Examples",
    category: "Examples",
    text: [
      "# Examples\n",
      ...examples.map((file) => `- [${nameOf(file)}](examples/${nameOf(file)}) ${summaryOf(file)}`)
    ].join("\n"),
    below: examples.map(example)
  }
]

/** The address of a page: it should not change with the title, nor begin with a dot. */
const addressOf = (/** @type {string} */ file) =>
  file.replace(/^docs\/(examples\/)?|^\./, "").replace(/\.(md|ts)$/, "")

/** @param {Application} app */
export const load = (app) => {
  app.on(Application.EVENT_BOOTSTRAP_END, () => {
    app.options.setValue("entryPoints", entryPoints)
    for (const file of forgotten) app.logger.warn(`The README does not link to ${file}`)
  })

  /** @type {Map<DocumentReflection, string>} */
  const titles = new Map()

  /** @type {(parent: import("typedoc").ProjectReflection | DocumentReflection, page: Page) => void} */
  const add = (parent, { file, title, category, text, below = [] }) => {
    const path = /** @type {import("typedoc").NormalizedPath} */ (join(root, file).replaceAll("\\", "/"))
    const source = new MinimalSourceFile(text, path)
    const { content } = app.converter.parseRawComment(source, parent.project.files)
    const document = new DocumentReflection(addressOf(file), parent, content, category ? { category } : {})
    titles.set(document, title)
    parent.addChild(document)
    parent.project.registerReflection(document, undefined, path)
    for (const page of below) add(document, page)
  }

  app.converter.on(Converter.EVENT_BEGIN, ({ project }) => {
    for (const page of pages) add(project, page)
  })

  // once the addresses are made
  app.renderer.on(Renderer.EVENT_BEGIN, () => {
    for (const [document, title] of titles) document.name = title
  })

  // for who comes the first time
  app.renderer.hooks.on("head.end", () =>
    JSX.createElement(
      "script",
      null,
      JSX.createElement(JSX.Raw, { html: 'localStorage["tsd-accordion-Guides"] ??= "true"' })
    )
  )
}
