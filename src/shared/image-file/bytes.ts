/** Small byte helpers for both processes: the page has no `Buffer`. */
import { UnsoundImage } from './unsound-image'

/**
 * Throws `UnsoundImage` unless there are `length` bytes from `offset`. Inspectors only read what they checked with
 * this.
 */
export function need(bytes: Uint8Array, offset: number, length: number): void {
  if (offset < 0 || offset + length > bytes.length) throw new UnsoundImage('truncated')
}

export function createView(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** For names of a few characters. */
export function latin1(bytes: Uint8Array, start = 0, end = bytes.length): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}

export function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

export function startsWith(bytes: Uint8Array, name: string): boolean {
  return latin1(bytes, 0, name.length) === name
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

export interface Span {
  readonly start: number
  readonly end: number
}

/** Returns a copy with a span replaced by these bytes. */
export function splice(bytes: Uint8Array, { start, end }: Span, ...replacement: readonly Uint8Array[]): Uint8Array {
  return concat([bytes.subarray(0, start), ...replacement, bytes.subarray(end)])
}
