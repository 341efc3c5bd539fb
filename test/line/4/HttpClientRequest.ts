export * from "#line/HttpClientRequest"
