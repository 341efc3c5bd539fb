// @ts-check
/** What helps who reads a page: the methods of a service, the guides before and after a guide, and the keyboard. */
import {
  Converter,
  DefaultTheme,
  DocumentReflection,
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

const permalink = /<a href="#[^"]*" aria-label="Permalink" class="tsd-anchor-icon">.*?<\/a>/g

/** What scrolls, code or a table, can be scrolled by keys. */
const reachable = (/** @type {string} */ page) =>
  page
    .replaceAll(/<summary.*?<\/summary>/gs, (summary) => summary.replaceAll(permalink, ""))
    .replaceAll(/<pre><code|<table/g, '$& tabindex="0"')

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
    if (!(model instanceof DocumentReflection)) return JSX.createElement(JSX.Raw, { html: "" })
    const beside = (model.parent?.isProject() ? model.parent.documents : undefined) ?? []
    const place = beside.indexOf(model)
    return JSX.createElement(
      "nav",
      { class: "beside", "aria-label": "Guides before and after this one" },
      linkTo(beside[place - 1], "←", context),
      linkTo(place < 0 ? undefined : beside[place + 1], "", context)
    )
  })
}
