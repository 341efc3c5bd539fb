export * from "@effect/platform-node/NodeHttpClient"
export {
  layer as layerNodeHttp,
  layerUndiciWithoutDispatcher as layerUndiciNoDispatcher
} from "@effect/platform-node/NodeHttpClient"
