export * from "#line/Schema"

/** Does the message of a schema's error tell its fields where it is not given? */
export const messageTellsFields: boolean = true
