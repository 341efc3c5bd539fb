export * from "#line/Stream"
