import type { ArchivedRow } from '@shared/archive'

/** Twice what the longest message may have (`MAX_TEXT` of the parsers), and a third of what a line of a log holds. Characters. */
const MAX_ROW_CHARACTERS = 8_000_000
/** Rows are three or four levels deep. */
const MAX_DEPTH = 16

/**
 * Whether a row is what belongs into the archive: plain JSON of a size that can be meant, never bytes. Loose on purpose:
 * which fields a row has is the page's business, and an archive that refused an unknown one would lose it.
 */
export function isArchivable(row: ArchivedRow): boolean {
  const left = { characters: MAX_ROW_CHARACTERS }
  return isPlainObject(row) && fits(row, left, MAX_DEPTH)
}

function fits(value: unknown, left: { characters: number }, depth: number): boolean {
  if (typeof value === 'string') return (left.characters -= value.length) >= 0
  // What a number, a boolean or a brace takes matters only in masses.
  if ((left.characters -= 8) < 0 || depth === 0) return false
  if (value === null || value === undefined || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (Array.isArray(value)) return value.every((member) => fits(member, left, depth - 1))
  if (!isPlainObject(value)) return false
  return Object.entries(value).every(([key, member]) => fits(key, left, 1) && fits(member, left, depth - 1))
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
