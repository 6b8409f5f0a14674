/** Puts streamed pieces of text together, whatever order and overlap they arrive in. Pure. */
export interface Delta {
  /** Where in the whole text this piece begins, in UTF-16 units. */
  readonly offset: number
  readonly text: string
}

export interface Extended {
  readonly text: string
  /** Pieces behind a gap: something before them has not arrived. */
  readonly rest: readonly Delta[]
}

/** Appends what is new of each piece; what the text already holds is skipped. */
export function extendText(text: string, deltas: readonly Delta[]): Extended {
  let extended = text
  for (const [index, { offset, text: piece }] of deltas.entries()) {
    if (offset > extended.length) return { text: extended, rest: deltas.slice(index) }
    extended += piece.slice(extended.length - offset)
  }
  return { text: extended, rest: [] }
}
