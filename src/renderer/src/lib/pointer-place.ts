/**
 * Whether the pointer itself moves. Chromium also tells of moves when only the page has moved below a pointer at rest, and
 * what slides under it there explains nothing that anybody asked about. Its own count of the way is 0 for a first move.
 */
type Place = Pick<MouseEvent, 'clientX' | 'clientY'>

let last = ''

/** Before the event has reached the document, where `notePointer` is called. */
export function hasPointerMoved({ clientX, clientY }: Place): boolean {
  return last !== `${clientX} ${clientY}`
}

export function notePointer({ clientX, clientY }: Place): void {
  last = `${clientX} ${clientY}`
}
