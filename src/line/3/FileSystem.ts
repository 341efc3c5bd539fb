export * from "@effect/platform/FileSystem"
