/**
 * Lets `toEqual` compare bytes at once. Its own comparison goes through every byte as a property: a few megabytes of an
 * image take it many seconds.
 */
import { expect } from 'vitest'

/** In bytes. */
const SMALL = 1_000

expect.addEqualityTesters([
  (one: unknown, other: unknown) => {
    if (!(one instanceof Uint8Array) || !(other instanceof Uint8Array)) return undefined
    // Leaves small ones to Vitest, whose message shows the difference.
    if (Math.max(one.length, other.length) < SMALL || one.constructor !== other.constructor) return undefined
    return Buffer.compare(one, other) === 0
  },
])
