/** Collections of images: each is a name stored with its images. Pure. */
import type { AttachmentId } from '@shared/ids'
import type { GalleryImage } from './model'

/** The same limit as for a folder's name. Characters. */
export const LONGEST_COLLECTION = 80
const NONE: readonly string[] = []

/** Reads a row's collections, of any version: names without duplicates, in their order. */
export function readCollections(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) return NONE
  const names = stored.flatMap((name) => (typeof name === 'string' && cleanName(name) !== '' ? [cleanName(name)] : []))
  return names.length === 0 ? NONE : [...new Set(names)]
}

export function cleanName(name: string): string {
  return name.trim().replace(/\s+/g, ' ').slice(0, LONGEST_COLLECTION)
}

/** Returns all collections, sorted by name. */
export function listCollections(images: readonly GalleryImage[]): readonly string[] {
  return [...new Set(images.flatMap(({ collections }) => collections))].toSorted((one, other) =>
    one.localeCompare(other),
  )
}

/** Returns the collection that was typed: an existing one, ignoring case, else a new one. */
export function findCollection(all: readonly string[], typed: string): string {
  const name = cleanName(typed)
  return all.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name
}

export type Membership = ReadonlyMap<AttachmentId, readonly string[]>

/** Returns the changes that put these images into a collection or take them out, without images that don't change. */
export function changeMembership(
  images: readonly GalleryImage[],
  ids: ReadonlySet<AttachmentId>,
  name: string,
  isIn: boolean,
): Membership {
  return collect(images, ({ image, collections }) => {
    if (!ids.has(image.attachmentId) || collections.includes(name) === isIn) return undefined
    return isIn ? [...collections, name] : collections.filter((other) => other !== name)
  })
}

/** Returns the changes that rename a collection, possibly into another existing one; undefined deletes it. */
export function renameEverywhere(images: readonly GalleryImage[], from: string, to: string | undefined): Membership {
  return collect(images, ({ collections }) => {
    if (!collections.includes(from) || from === to) return undefined
    return [...new Set(collections.flatMap((name) => (name === from ? (to ?? []) : name)))]
  })
}

function collect(
  images: readonly GalleryImage[],
  change: (image: GalleryImage) => readonly string[] | undefined,
): Membership {
  return new Map(
    images.flatMap((image) => {
      const collections = change(image)
      return collections ? [[image.image.attachmentId, collections] as const] : []
    }),
  )
}
