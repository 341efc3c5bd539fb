export { NodeInspectSymbol } from "effect/Inspectable"
export { symbolRedactable } from "effect/Redactable"
