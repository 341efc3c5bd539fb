import { TypeId } from "@effect/platform/HttpClientRequest"
import { hasProperty } from "effect/Predicate"

export * from "#line/HttpClientRequest"

export const isHttpClientRequest = (value: unknown): boolean => hasProperty(value, TypeId)
