import { RATINGS, type Rating } from '@/images/rating'

export type RatingKey =
  /** Undefined: clears the rating. */
  { readonly kind: 'rate'; readonly rating: Rating | undefined } | { readonly kind: 'undo' }

interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/**
 * Returns what a key does: 1 to 5 rate, 0 clears, X rejects, U undoes. Undefined for any other key, and with Control or
 * Command.
 */
export function findRatingKey({ key, ctrlKey, metaKey, altKey }: PressedKey): RatingKey | undefined {
  if (ctrlKey || metaKey || altKey) return undefined
  if (key === '0') return { kind: 'rate', rating: undefined }
  if (key.toLowerCase() === 'x') return { kind: 'rate', rating: 'rejected' }
  if (key.toLowerCase() === 'u') return { kind: 'undo' }
  const rating = RATINGS.find((value) => String(value) === key)
  return rating && { kind: 'rate', rating }
}
