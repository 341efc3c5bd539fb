/** The provider's name for a request, where it may be shown: in the form of a UUID, which can be neither a name nor a key. */

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

export const isRequestId = (value: unknown): value is string => typeof value === "string" && uuid.test(value)
