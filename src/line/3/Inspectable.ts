export { NodeInspectSymbol, symbolRedactable } from "effect/Inspectable"
