export * from "#line/HttpClient"
