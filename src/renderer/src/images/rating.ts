/** The user's rating of an image. */
export type Rating = 1 | 2 | 3 | 4 | 5 | 'rejected'

export const RATINGS = [1, 2, 3, 4, 5] as const

/** The stored value of a rejected image. */
const REJECTED = -1

/** Returns undefined for an image without a rating, and for values that no version of Easel writes. */
export function readRating(stored: unknown): Rating | undefined {
  if (stored === REJECTED) return 'rejected'
  return RATINGS.find((rating) => rating === stored)
}

export function toStoredRating(rating: Rating | undefined): number | undefined {
  return rating === 'rejected' ? REJECTED : rating
}
