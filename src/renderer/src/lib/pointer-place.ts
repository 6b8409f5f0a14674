/**
 * Tells real pointer movement from the page moving under a resting pointer: Chromium sends move events for both, and
 * only the first should show hints. `movementX` and `movementY` don't help, because they are 0 for a first move.
 */
type Place = Pick<MouseEvent, 'clientX' | 'clientY'>

let last = ''

/**
 * Whether the pointer has moved since the last event. Call it before the event reaches the document, where
 * `notePointer` runs.
 */
export function hasPointerMoved({ clientX, clientY }: Place): boolean {
  return last !== `${clientX} ${clientY}`
}

export function notePointer({ clientX, clientY }: Place): void {
  last = `${clientX} ${clientY}`
}
