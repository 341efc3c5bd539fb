export * from "#line/Schema"
