export * from "#line/Layer"
