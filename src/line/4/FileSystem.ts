export * from "effect/FileSystem"
