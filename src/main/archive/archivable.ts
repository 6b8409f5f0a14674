import type { ArchivedRow } from '@shared/archive'

/**
 * In characters. Twice the longest message (`MAX_TEXT` of the parsers), and a third of the maximum line length in a
 * log.
 */
const MAX_ROW_CHARACTERS = 8_000_000
/** Rows are three or four levels deep. */
const MAX_DEPTH = 16

/**
 * Whether a row can be archived: plain JSON of a plausible size, without bytes. Doesn't check the fields, because only
 * the page knows them, and refusing an unknown field would lose it.
 */
export function isArchivable(row: ArchivedRow): boolean {
  const left = { characters: MAX_ROW_CHARACTERS }
  return isPlainObject(row) && fits(row, left, MAX_DEPTH)
}

function fits(value: unknown, left: { characters: number }, depth: number): boolean {
  if (typeof value === 'string') return (left.characters -= value.length) >= 0
  // Numbers, booleans and braces only matter in large amounts.
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
