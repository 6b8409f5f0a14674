/** What was done to a mask, as data: undo has no end, and costs points rather than bitmaps. Lengths in image pixels. Pure. */

export interface Point {
  readonly x: number
  readonly y: number
}

/** The width is that of the brush at this point: a pen that presses harder paints wider. */
export interface StrokePoint extends Point {
  readonly width: number
}

/** `erases`: takes away what is painted, rather than adding to it. */
export type MaskCommand =
  | { readonly type: 'stroke'; readonly erases: boolean; readonly points: readonly StrokePoint[] }
  | { readonly type: 'area'; readonly erases: boolean; readonly points: readonly Point[] }
  /** Replaces everything with an earlier mask, opaque where it is painted. */
  | { readonly type: 'load'; readonly bitmap: ImageBitmap }
  | { readonly type: 'invert' }
  | { readonly type: 'clear' }

export interface History {
  readonly done: readonly MaskCommand[]
  /** What can be done again, the next one last. */
  readonly undone: readonly MaskCommand[]
}

export const NO_HISTORY: History = { done: [], undone: [] }

/** Discards everything that was undone before. */
export function addCommand({ done }: History, command: MaskCommand): History {
  return { done: [...done, command], undone: [] }
}

/** Returns the same history if there is nothing to undo. */
export function undo(history: History): History {
  const last = history.done.at(-1)
  return last ? { done: history.done.slice(0, -1), undone: [...history.undone, last] } : history
}

/** Returns the same history if there is nothing to redo. */
export function redo(history: History): History {
  const next = history.undone.at(-1)
  return next ? { done: [...history.done, next], undone: history.undone.slice(0, -1) } : history
}

/** The commands that decide how the mask looks: those from the last one on that covers all before it. */
export function listVisible(done: readonly MaskCommand[]): readonly MaskCommand[] {
  const start = done.findLastIndex(({ type }) => type === 'clear' || type === 'load')
  return start < 0 ? done : done.slice(start)
}

/** Whether what was loaded at the beginning is still part of it. */
export function showsBase(done: readonly MaskCommand[]): boolean {
  return done.every(({ type }) => type !== 'clear' && type !== 'load')
}
