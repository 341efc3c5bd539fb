/** A server that is played by the test where the test says so. */
import * as HttpClient from "#line/test/HttpClient"
import type { Step } from "./scripted.js"

/** The requests of one method get an answer of the test's own: a `transformClient`. */
export const answering = (method: string, step: Step) => (client: HttpClient.HttpClient) =>
  HttpClient.make((request) => (request.method === method ? step(request) : client.execute(request)))
