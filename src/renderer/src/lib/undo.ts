/** Undo by Ctrl+Z (⌘Z): the newest step of the window first, whichever part of it did that step. */
interface Undoer {
  /** The number of its newest step, from `numberStep`. Undefined without one. */
  newest(): number | undefined
  undo(): void
}

const undoers = new Set<Undoer>()

let steps = 0

/** Later steps have greater numbers. */
export function numberStep(): number {
  steps += 1
  return steps
}

/** Lets Ctrl+Z undo these steps, too. Returns a function that ends this. */
export function offerUndo(undoer: Undoer): () => void {
  undoers.add(undoer)
  return () => void undoers.delete(undoer)
}

/** Returns false if there's nothing to undo. */
export function undoNewest(): boolean {
  let latest: Undoer | undefined
  for (const undoer of undoers) if ((undoer.newest() ?? 0) > (latest?.newest() ?? 0)) latest = undoer
  latest?.undo()
  return latest !== undefined
}
