/** The named images on screen. Changes go to the database first. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AttachmentId } from '@shared/ids'
import { tidyReferenceName } from '@shared/reference-names'
import type { InputImage } from '@shared/request'
import type { ReferenceRepository, ReferenceRow } from '@/data/reference-repository'
import { foldText } from '@/lib/fold-text'

export interface Reference {
  readonly name: string
  readonly image: Omit<InputImage, 'role'>
}

export type Naming = 'named' | 'taken' | 'unusable'

export interface ShelfState {
  /** By name. Undefined until loaded. */
  readonly references: readonly Reference[] | undefined
  /** Reloads everything: rows may have been restored from the archive. */
  refresh(): Promise<void>
  name(id: AttachmentId, typed: string): Promise<Naming>
  remove(id: AttachmentId): Promise<void>
}

export type Shelf = StoreApi<ShelfState>

interface ShelfParts {
  readonly repository: () => Promise<Pick<ReferenceRepository, 'all' | 'name' | 'remove'>>
  readonly now: () => number
}

export function createShelf({ repository, now }: ShelfParts): Shelf {
  return createStore<ShelfState>()((set, get) => ({
    references: undefined,
    async refresh() {
      set({ references: (await (await repository()).all()).map(toReference) })
    },
    async name(id, typed) {
      const name = tidyReferenceName(typed)
      if (name === undefined) return 'unusable'
      const isNamed = await (await repository()).name(id, name)
      await get().refresh()
      return isNamed ? 'named' : 'taken'
    },
    async remove(id) {
      await (await repository()).remove(id, now())
      await get().refresh()
    },
  }))
}

function toReference({ id, hash, format, width, height, bytes, referenceName }: ReferenceRow): Reference {
  return { name: referenceName, image: { attachmentId: id, hash, format, width, height, bytes } }
}

/** Returns the images whose names contain the typed text, with those that start with it first. */
export function findReferences(references: readonly Reference[], query: string): readonly Reference[] {
  const typed = foldText(query)
  const found = references.filter(({ name }) => foldText(name).includes(typed))
  const begins = ({ name }: Reference): number => Number(!foldText(name).startsWith(typed))
  return found.toSorted((one, other) => begins(one) - begins(other))
}
