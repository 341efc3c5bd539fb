// @ts-check
/** What of Effect's classes and schemas is worth showing: what a value has, not what it is made with. */
import { CommentTag, Converter, ReferenceReflection, ReflectionKind } from "typedoc"

/** The first sentence of a comment. */
const firstSentence = (/** @type {ReadonlyArray<import("typedoc").CommentDisplayPart>} */ summary) => {
  const sentence = []
  for (const part of summary) {
    const end = part.kind === "text" ? /\.(?=\s)|\n\s*\n/.exec(part.text) : null
    if (end) return [...sentence, { ...part, text: part.text.slice(0, end.index + 1).trimEnd() }]
    sentence.push(part)
  }
  return sentence
}

/** @param {import("typedoc").Application} app */
export const load = (app) => {
  // `type Fault = typeof Fault.Type` is shown as the type that it is
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (!reflection.kindOf(ReflectionKind.TypeAlias)) return
    const declarations = context.getSymbolFromReflection(reflection)?.declarations
    if (declarations?.some((declaration) => /=\s*\(?typeof /.test(declaration.getText()))) {
      reflection.comment?.modifierTags.add("@useDeclaredType")
    }
  })

  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const member of Object.values(project.reflections)) {
      // the dozens of members that a class of Effect's brings along, but what an error is caught by
      const isTag = member.name === "_tag" && !member.flags.isStatic
      if (member.flags.isExternal && !isTag) project.removeReflection(member)
      // what TypeScript takes for a property's value is its schema
      if (member.isDeclaration() && member.kindOf(ReflectionKind.Property)) delete member.defaultValue
    }
    for (const type of project.getReflectionsByKind(ReflectionKind.Class)) {
      // the properties say the same, one by one
      if (type.isDeclaration() && type.extendedTypes?.every(({ type }) => type === "intersection")) {
        delete type.extendedTypes
      }
    }
    // what is said of a schema is said of its type
    for (const type of project.getReflectionsByKind(ReflectionKind.TypeAlias)) {
      const schema = type.parent?.getChildByName([type.name])
      if (type.comment?.summary.length === 0 && schema?.comment) type.comment.summary = schema.comment.summary
    }
  })

  // a module's list of its members has a sentence for each, for what it has from another module too
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    const members = Object.values(project.reflections)
    for (const { comment } of members) {
      if (!comment || comment.summary.length === 0 || comment.getTag("@summary")) continue
      comment.blockTags.push(new CommentTag("@summary", firstSentence(comment.summary)))
    }
    for (const member of members) {
      if (member instanceof ReferenceReflection) member.comment ??= member.getTargetReflectionDeep().comment
    }
  })
}
