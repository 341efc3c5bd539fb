export * from "#line/Effect"
