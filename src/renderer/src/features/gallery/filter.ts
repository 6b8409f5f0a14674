/** Filters the images. Pure. */
import type { StoredImage } from '@shared/answer'
import type { ConnectionId, ModelId } from '@shared/catalogue'
import type { ChatId, MessageId } from '@shared/ids'
import { parseModelId } from '@shared/services/ids'
import { foldText, splitQuery } from '@/lib/fold-text'
import type { Rating } from '@/images/rating'
import type { GalleryImage } from './model'

export type RatingFilter = 'any' | 'none' | '1' | '2' | '3' | '4' | '5' | 'rejected'
export type Shape = 'landscape' | 'portrait' | 'square'
export type Age = 'today' | 'week' | 'month' | 'year'
export type Use = 'edited' | 'unedited'

/** Undefined: no filter. */
export interface Filter {
  readonly text: string
  readonly rating: RatingFilter
  readonly model: ModelId | undefined
  readonly connection: ConnectionId | undefined
  readonly chat: ChatId | undefined
  readonly collection: string | undefined
  readonly age: Age | undefined
  readonly shape: Shape | undefined
  readonly use: Use | undefined
}

export const NO_FILTER: Filter = {
  text: '',
  rating: 'any',
  model: undefined,
  connection: undefined,
  chat: undefined,
  collection: undefined,
  age: undefined,
  shape: undefined,
  use: undefined,
}

const DAY_MS = 24 * 60 * 60 * 1_000
const AGES: Readonly<Record<Exclude<Age, 'today'>, number>> = {
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
}
/** Sides that differ by less than this share count as equal. */
const SQUARE = 0.02

export function hasFilter(filter: Filter): boolean {
  return Object.entries(filter).some(([name, value]) => value !== NO_FILTER[name as keyof Filter])
}

/** Answers with the searched words in the messages around them. */
export type Around = ReadonlySet<MessageId>

const NOTHING_AROUND: Around = new Set()

/**
 * Returns the images that pass, in order; the same array if all do. `now`: milliseconds since the epoch. `around`:
 * answers that match the search whatever their own words.
 */
export function filterImages(
  images: readonly GalleryImage[],
  filter: Filter,
  now: number,
  around: Around = NOTHING_AROUND,
): readonly GalleryImage[] {
  if (!hasFilter(filter)) return images
  const passes = createTest(filter, now, around)
  return images.filter(passes)
}

function createTest(filter: Filter, now: number, around: Around): (image: GalleryImage) => boolean {
  const words = splitQuery(filter.text)
  const since = filter.age && findStart(filter.age, now)
  return ({ image, prompt, rating, collections, model, chatId, messageId, createdAt, isEdited }) =>
    (filter.model === undefined || model === filter.model) &&
    (filter.connection === undefined || parseModelId(model)?.connection === filter.connection) &&
    (filter.chat === undefined || chatId === filter.chat) &&
    (filter.collection === undefined || collections.includes(filter.collection)) &&
    (since === undefined || createdAt >= since) &&
    (filter.use === undefined || isEdited === (filter.use === 'edited')) &&
    (filter.shape === undefined || findShape(image) === filter.shape) &&
    passesRating(rating, filter.rating) &&
    (hasWords(words, image, prompt) || around.has(messageId))
}

function passesRating(rating: Rating | undefined, filter: RatingFilter): boolean {
  switch (filter) {
    case 'any':
      return true
    case 'none':
      return rating === undefined
    case 'rejected':
      return rating === 'rejected'
    default:
      return typeof rating === 'number' && rating >= Number(filter)
  }
}

/** Each image's folded text, made on its first search. */
const folded = new WeakMap<StoredImage, string>()

/** Whether every word is in either text, in any order. */
function hasWords(words: readonly string[], image: StoredImage, prompt: string): boolean {
  if (words.length === 0) return true
  let text = folded.get(image)
  if (text === undefined) {
    text = foldText(`${prompt}\n${image.revisedPrompt ?? ''}`)
    folded.set(image, text)
  }
  return words.every((word) => text.includes(word))
}

function findShape({ width, height }: { readonly width: number; readonly height: number }): Shape {
  if (Math.abs(width / height - 1) < SQUARE) return 'square'
  return width > height ? 'landscape' : 'portrait'
}

function findStart(age: Age, now: number): number {
  return age === 'today' ? new Date(now).setHours(0, 0, 0, 0) : now - AGES[age]
}
