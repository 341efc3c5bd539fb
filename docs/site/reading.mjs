// @ts-check
/** What helps who reads a page: the methods of a service, the guides before and after a guide, the search. */
import {
  Converter,
  DefaultTheme,
  DocumentReflection,
  IndexEvent,
  JSX,
  PageEvent,
  ReflectionKind,
  Renderer
} from "typedoc"

/**
 * The shape of a service by its tag: `class Omise extends Context.Tag(…)<Omise, Service>`.
 *
 * @param {import("typedoc").DeclarationReflection} type
 */
const shapeOf = (type) => {
  const base = type.extendedTypes?.find((one) => one.type === "reference" && one.name === "TagClassShape")
  return base?.type === "reference" ? base.typeArguments?.[1] : undefined
}

/** @type {(document: DocumentReflection | undefined, words: string, context: any) => JSX.Element} */
const linkTo = (document, words, context) =>
  document === undefined
    ? JSX.createElement("span", null)
    : JSX.createElement("a", { href: context.urlTo(document) }, `${words} ${document.name}`)

/**
 * An entry that folds is no link as well: its page is the first one below it. A control within a control can't be
 * reached by everybody.
 *
 * @param {import("typedoc").NavigationElement} entry
 * @returns {import("typedoc").NavigationElement}
 */
const folding = ({ path, children, ...entry }) =>
  children === undefined
    ? { ...entry, ...(path === undefined ? {} : { path }) }
    : {
        ...entry,
        children: [
          ...(path === undefined ? [] : [{ ...entry, text: `All of ${entry.text}`, path }]),
          ...children.map(folding)
        ]
      }

/** The documents in the order of the navigation, without the examples' own pages. */
const inOrder = (/** @type {import("typedoc").ProjectReflection} */ project) =>
  (project.categories ?? [])
    .flatMap(({ children }) => children)
    .filter((child) => child instanceof DocumentReflection)

const permalink = /<a href="#[^"]*" aria-label="Permalink" class="tsd-anchor-icon">.*?<\/a>/g

/** What folds has no link in it; a table is in something that scrolls, so that it stays a table. */
const reachable = (/** @type {string} */ page) =>
  page
    .replaceAll(/<summary.*?<\/summary>/gs, (summary) => summary.replaceAll(permalink, ""))
    .replaceAll("<table>", '<div class="table"><table>')
    .replaceAll("</table>", "</table></div>")

/** @param {import("typedoc").Application} app */
export const load = (app) => {
  /** @type {Map<import("typedoc").DeclarationReflection, import("typedoc").DeclarationReflection>} */
  const services = new Map()

  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const type of project.getReflectionsByKind(ReflectionKind.Class)) {
      if (!type.isDeclaration()) continue
      const shape = shapeOf(type)
      if (shape === undefined) continue
      delete type.extendedTypes
      if (shape.type === "reference" && shape.reflection?.isDeclaration())
        services.set(type, shape.reflection)
      if (shape.type === "reflection") {
        for (const member of shape.declaration.children ?? []) {
          member.parent = type
          type.addChild(member)
        }
      }
    }
  })

  app.renderer.on(Renderer.EVENT_BEGIN, () => {
    const { theme } = app.renderer
    if (!(theme instanceof DefaultTheme)) return
    const getNavigation = theme.getNavigation.bind(theme)
    theme.getNavigation = (project) => getNavigation(project).map(folding)
  })

  // "ensure" finds docs/ensure.md before most that has ensure in its name, and "tenants" finds "Several accounts"
  app.renderer.on(IndexEvent.PREPARE_INDEX, ({ searchResults, searchFields, searchFieldWeights }) => {
    searchFieldWeights.address = 30
    for (const [index, found] of searchResults.entries()) {
      if (!found.isDocument() || !found.parent?.isProject()) continue
      found.relevanceBoost = 10
      const url = app.renderer.router?.getFullUrl(found) ?? ""
      searchFields[index] = { address: url.replaceAll(/^documents\/|\.html$/g, "") }
    }
  })

  app.renderer.on(PageEvent.END, (page) => {
    if (page.contents !== undefined) page.contents = reachable(page.contents)
  })

  app.renderer.hooks.on("content.end", (context) => {
    const { model } = context.page
    const service = services.get(/** @type {any} */ (model))
    if (service !== undefined) {
      return JSX.createElement(
        "section",
        { class: "service" },
        JSX.createElement("h2", null, "The service"),
        context.members(service)
      )
    }
    const beside = inOrder(context.page.project)
    const place = beside.findIndex(({ id }) => id === model.id)
    if (place < 0) return JSX.createElement(JSX.Raw, { html: "" })
    return JSX.createElement(
      "nav",
      { class: "beside", "aria-label": "Guides before and after this one" },
      linkTo(beside[place - 1], "←", context),
      linkTo(beside[place + 1], "", context)
    )
  })
}
