/** Assembles streamed pieces of text, in any order and with any overlap. Pure. */
export interface Delta {
  /** Where this piece starts in the whole text, in UTF-16 units. */
  readonly offset: number
  readonly text: string
}

export interface Extended {
  readonly text: string
  /** Pieces after a gap: something before them hasn't arrived. */
  readonly rest: readonly Delta[]
}

/** Appends what is new in each piece; what the text already contains is skipped. */
export function extendText(text: string, deltas: readonly Delta[]): Extended {
  let extended = text
  for (const [index, { offset, text: piece }] of deltas.entries()) {
    if (offset > extended.length) return { text: extended, rest: deltas.slice(index) }
    extended += piece.slice(extended.length - offset)
  }
  return { text: extended, rest: [] }
}
