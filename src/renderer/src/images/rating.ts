/** The user's rating of an image. */
export type Rating = 1 | 2 | 3 | 4 | 5 | 'rejected'

export const RATINGS = [1, 2, 3, 4, 5] as const

/** How a row says that an image was rejected. */
const REJECTED = -1

/** Undefined for an image without a rating, and for what no version of Easel writes. */
export function readRating(stored: unknown): Rating | undefined {
  if (stored === REJECTED) return 'rejected'
  return RATINGS.find((rating) => rating === stored)
}

export function toStoredRating(rating: Rating | undefined): number | undefined {
  return rating === 'rejected' ? REJECTED : rating
}
