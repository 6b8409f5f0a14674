/** All marks of an image, with undo and redo. Pure. */
import type { Mark } from './marks'

export interface Marking {
  readonly marks: readonly Mark[]
  /** The mark that the arrow keys, the colors and Delete apply to. */
  readonly selected: number | undefined
  readonly past: readonly (readonly Mark[])[]
  /** What can be redone, the next step last. */
  readonly future: readonly (readonly Mark[])[]
  /** The words that are being typed: all their letters are one undo step. */
  readonly typed: number | undefined
}

export const NO_MARKING: Marking = { marks: [], selected: undefined, past: [], future: [], typed: undefined }

/** Adds a mark and selects it. Words without text are dropped. */
export function addMark(marking: Marking, mark: Mark): Marking {
  const others = marking.marks.filter((other) => other.type !== 'words' || other.text !== '')
  return { ...step(marking, [...others, mark]), selected: mark.id }
}

/** Replaces the mark with the same id. */
export function changeMark(marking: Marking, mark: Mark): Marking {
  return step(marking, replace(marking.marks, mark))
}

export function typeWords(marking: Marking, mark: Mark): Marking {
  const typed = replace(marking.marks, mark)
  const next = marking.typed === mark.id ? { ...marking, marks: typed, future: [] } : step(marking, typed)
  return { ...next, typed: mark.id }
}

/** Removes the selected mark and selects the last remaining one. Returns the same object if nothing is selected. */
export function removeSelected(marking: Marking): Marking {
  const kept = marking.marks.filter(({ id }) => id !== marking.selected)
  return kept.length === marking.marks.length ? marking : { ...step(marking, kept), selected: kept.at(-1)?.id }
}

/** Removes all marks. Returns the same object if there are none. */
export function clearMarks(marking: Marking): Marking {
  return marking.marks.length === 0 ? marking : { ...step(marking, []), selected: undefined }
}

export function select(marking: Marking, id: number | undefined): Marking {
  return { ...marking, selected: id, typed: undefined }
}

/** Selects the mark after (or before) the selected one, and wraps around at the ends. */
export function selectNext(marking: Marking, by: 1 | -1): Marking {
  const { marks, selected } = marking
  if (marks.length === 0) return marking
  const at = marks.findIndex(({ id }) => id === selected)
  const next = at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length
  return select(marking, marks[next]?.id)
}

export function findSelected({ marks, selected }: Marking): Mark | undefined {
  return marks.find(({ id }) => id === selected)
}

/** Returns the same object if there is nothing to undo. */
export function undo(marking: Marking): Marking {
  const { past, marks, future } = marking
  const before = past.at(-1)
  if (!before) return marking
  return show({ ...marking, past: past.slice(0, -1), future: [...future, marks] }, before)
}

/** Returns the same object if there is nothing to redo. */
export function redo(marking: Marking): Marking {
  const { past, marks, future } = marking
  const next = future.at(-1)
  if (!next) return marking
  return show({ ...marking, past: [...past, marks], future: future.slice(0, -1) }, next)
}

function show(marking: Marking, marks: readonly Mark[]): Marking {
  const isThere = marks.some(({ id }) => id === marking.selected)
  return { ...marking, marks, typed: undefined, selected: isThere ? marking.selected : undefined }
}

function step(marking: Marking, marks: readonly Mark[]): Marking {
  return { ...marking, marks, past: [...marking.past, marking.marks], future: [], typed: undefined }
}

function replace(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  return marks.map((other) => (other.id === mark.id ? mark : other))
}
