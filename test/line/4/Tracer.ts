export * from "#line/Tracer"
