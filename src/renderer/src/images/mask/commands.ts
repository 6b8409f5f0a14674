/** The edits of a mask, as data: undo is unlimited, and takes points, not bitmaps. Lengths in image pixels. Pure. */

export interface Point {
  readonly x: number
  readonly y: number
}

/** `width`: of the brush at this point. A pen that is pressed harder paints wider. */
export interface StrokePoint extends Point {
  readonly width: number
}

/** `erases`: removes paint instead of adding it. */
export type MaskCommand =
  | { readonly type: 'stroke'; readonly erases: boolean; readonly points: readonly StrokePoint[] }
  | { readonly type: 'area'; readonly erases: boolean; readonly points: readonly Point[] }
  /** Replaces everything with an earlier mask. `bitmap`: opaque where it is painted. */
  | { readonly type: 'load'; readonly bitmap: ImageBitmap }
  | { readonly type: 'invert' }
  | { readonly type: 'clear' }

export interface History {
  readonly done: readonly MaskCommand[]
  /** What can be redone, the next command last. */
  readonly undone: readonly MaskCommand[]
}

export const NO_HISTORY: History = { done: [], undone: [] }

/** Adds a command and discards everything that was undone. */
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

/** Returns the commands that determine the mask: those from the last one that replaces everything before it. */
export function listVisible(done: readonly MaskCommand[]): readonly MaskCommand[] {
  const start = done.findLastIndex(({ type }) => type === 'clear' || type === 'load')
  return start < 0 ? done : done.slice(start)
}

/** Whether the mask loaded at the start is still part of it. */
export function showsBase(done: readonly MaskCommand[]): boolean {
  return done.every(({ type }) => type !== 'clear' && type !== 'load')
}
