/** Test or live: the key decides. */

/**
 * Test data or live data: an id of the one means nothing to a key of the other.
 *
 * @since 0.1.0
 * @category models
 */
export type Mode = "test" | "live"
