/**
 * Computes the position of each row in the model list, so only visible ones are rendered. All rows have the same
 * height. Pure; all lengths in CSS pixels, from the top of the list.
 */
import type { Model } from '@shared/catalogue'
import type { Offer } from '@shared/catalogue/offers'
import type { ModelArrangement } from './arrange-models'

export const ROW_HEIGHT = 32
/** Of a group's name. */
export const HEADING_HEIGHT = 28
/** Of "Images" and "Text" inside a group. */
export const TITLE_HEIGHT = 24
/** Before every group but the first. */
export const GROUP_GAP = 8
/** Lists up to this many rows are rendered completely. */
const MOST_DRAWN_WHOLE = 150

/** A visible part of the list, in CSS pixels from its top, and how many rows to render above and below it. */
export interface ListView {
  readonly top: number
  readonly height: number
  readonly around: number
}

export interface PlacedRow {
  /** Doesn't change during a search. A favorite is in the list twice, with two keys. */
  readonly key: string
  readonly offer: Offer
  readonly top: number
}

export interface PlacedPart {
  /** Undefined if the part needs no title. */
  readonly title?: Model['kind']
  /** Position of its first row. */
  readonly top: number
  /** Index of its first row among all rows. */
  readonly first: number
  readonly count: number
}

export interface PlacedGroup {
  readonly id: string
  readonly parts: readonly PlacedPart[]
}

export interface ModelPlaces {
  readonly groups: readonly PlacedGroup[]
  /** Rows that can be chosen come first. */
  readonly rows: readonly PlacedRow[]
  /** How many rows can be chosen. */
  readonly choosable: number
  readonly height: number
  readonly find: (key: string) => number
}

/** Groups that aren't connections. No service has such an id. */
export const FAVORITES = 'favorites'
export const UNAVAILABLE = 'unavailable'

interface GroupToPlace {
  readonly id: string
  readonly kinds: readonly { readonly kind: Model['kind'] | undefined; readonly offers: readonly Offer[] }[]
}

/** @param isUnfolded Whether models that can't be chosen are shown too. */
export function placeModels(arranged: ModelArrangement, isUnfolded: boolean): ModelPlaces {
  const untitled = (id: string, offers: readonly Offer[]): readonly GroupToPlace[] =>
    offers.length > 0 ? [{ id, kinds: [{ kind: undefined, offers }] }] : []
  const rows: PlacedRow[] = []
  let top = 0
  const place = ({ id, kinds }: GroupToPlace): PlacedGroup => {
    top += (top > 0 ? GROUP_GAP : 0) + HEADING_HEIGHT
    const parts = kinds.map(({ kind, offers }): PlacedPart => {
      const title = kinds.length > 1 ? kind : undefined
      if (title) top += TITLE_HEIGHT
      const part = { ...(title && { title }), top, first: rows.length, count: offers.length }
      for (const offer of offers) {
        rows.push({ key: getKey(id, offer), offer, top })
        top += ROW_HEIGHT
      }
      return part
    })
    return { id, parts }
  }
  const usable = [
    ...untitled(FAVORITES, arranged.favorites),
    ...arranged.groups.map(({ connection, kinds }) => ({ id: connection, kinds })),
  ].map(place)
  const choosable = rows.length
  const groups = [...usable, ...(isUnfolded ? untitled(UNAVAILABLE, arranged.unavailable).map(place) : [])]
  // Called once or twice per keystroke: building an index of thousands would take longer.
  return { groups, rows, choosable, height: top, find: (key) => rows.findIndex((row) => row.key === key) }
}

const keys = new Map<string, WeakMap<Offer, string>>()

/** Returns a row's key, from a cache because every keystroke places the same rows again. */
function getKey(group: string, offer: Offer): string {
  const ofGroup = keys.get(group) ?? new WeakMap<Offer, string>()
  keys.set(group, ofGroup)
  const key = ofGroup.get(offer) ?? `${group}/${offer.model.id}`
  ofGroup.set(offer, key)
  return key
}

/** Returns the rows of a part to render: `[start, end)` within the part. */
export function pickDrawn(
  { rows }: ModelPlaces,
  part: PlacedPart,
  view: ListView,
): readonly [start: number, end: number] {
  if (rows.length <= MOST_DRAWN_WHOLE) return [0, part.count]
  const clamp = (row: number): number => Math.min(part.count, Math.max(0, row))
  const start = clamp(Math.floor((view.top - part.top) / ROW_HEIGHT) - view.around)
  return [start, Math.max(start, clamp(Math.ceil((view.top + view.height - part.top) / ROW_HEIGHT) + view.around))]
}
