/** The saved prompts on screen. Changes go to the database and to the screen at the same time. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PromptId } from '@shared/ids'
import {
  isStyle,
  leaveOutDoubles,
  readPromptFile,
  tidyContent,
  type PromptContent,
  type SavedPrompt,
  type SavedStyle,
} from '@shared/prompt-library'
import type { PromptRepository } from '@/data/prompt-repository'

export interface PromptLibraryState {
  /** By folder, then by title. Undefined until loaded. */
  readonly prompts: readonly SavedPrompt[] | undefined
  /** The user's own styles, by title. Undefined likewise. */
  readonly styles: readonly SavedStyle[] | undefined
  /** The last deleted prompt, for Undo. */
  readonly deleted: SavedPrompt | undefined

  /** Reloads everything: rows may have been restored from the archive. */
  refresh(): Promise<void>
  /** `id`: the prompt to change. Resolves with false if the text is empty. */
  save(content: PromptContent, id?: PromptId): Promise<boolean>
  delete(id: PromptId): Promise<void>
  undoDeletion(): Promise<void>
  /** Adds the file's prompts that the library lacks. Doesn't change existing ones. */
  importFile(source: string): Promise<PromptImport>
}

export type PromptImport =
  | { readonly kind: 'done'; readonly added: number; readonly doubles: number; readonly unreadable: number }
  | { readonly kind: 'newer' | 'unknown' }

export type PromptLibrary = StoreApi<PromptLibraryState>

export interface PromptLibraryParts {
  readonly repository: () => Promise<Pick<PromptRepository, 'all' | 'save' | 'delete'>>
  readonly now: () => number
  readonly createId: () => PromptId
}

export function createPromptLibrary({ repository, now, createId }: PromptLibraryParts): PromptLibrary {
  return createStore<PromptLibraryState>()((set, get) => {
    const put = async (changed: readonly SavedPrompt[]): Promise<void> => {
      await (await repository()).save(changed)
      const ids = new Set(changed.map(({ id }) => id))
      const others = listAll(get()).filter(({ id }) => !ids.has(id))
      set(splitByKind([...others, ...changed]))
    }
    const create = (content: PromptContent): SavedPrompt => {
      const at = now()
      return { ...content, id: createId(), createdAt: at, updatedAt: at }
    }
    return {
      prompts: undefined,
      styles: undefined,
      deleted: undefined,
      async refresh() {
        set(splitByKind(await (await repository()).all()))
      },
      async save(content, id) {
        const tidy = tidyContent(content)
        if (!tidy) return false
        const known = listAll(get()).find((prompt) => prompt.id === id)
        await put([known ? { ...tidy, id: known.id, createdAt: known.createdAt, updatedAt: now() } : create(tidy)])
        return true
      },
      async delete(id) {
        const deleted = listAll(get()).find((prompt) => prompt.id === id)
        if (!deleted) return
        await (await repository()).delete(id, now())
        set({ deleted, ...splitByKind(listAll(get()).filter((prompt) => prompt.id !== id)) })
      },
      async undoDeletion() {
        const { deleted } = get()
        if (!deleted) return
        set({ deleted: undefined })
        await put([deleted])
      },
      async importFile(source) {
        const file = readPromptFile(source)
        if (file.kind !== 'prompts') return file
        await get().refresh()
        const added = leaveOutDoubles(file.contents, listAll(get()))
        if (added.length > 0) await put(added.map(create))
        const doubles = file.contents.length - added.length
        return { kind: 'done', added: added.length, doubles, unreadable: file.unreadable }
      },
    }
  })
}

/** Returns prompts and styles, for export. */
export function listAll({
  prompts = [],
  styles = [],
}: Pick<PromptLibraryState, 'prompts' | 'styles'>): readonly SavedPrompt[] {
  return [...prompts, ...styles]
}

function splitByKind(all: readonly SavedPrompt[]): Pick<PromptLibraryState, 'prompts' | 'styles'> {
  const sorted = sortPrompts(all)
  return { prompts: sorted.filter((saved) => !isStyle(saved)), styles: sorted.filter(isStyle) }
}

/** Sorts prompts without a folder first. */
function sortPrompts(prompts: readonly SavedPrompt[]): readonly SavedPrompt[] {
  return prompts.toSorted(
    (one, other) =>
      compareNames(one.folder ?? '', other.folder ?? '') ||
      compareNames(one.title, other.title) ||
      one.createdAt - other.createdAt,
  )
}

function compareNames(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true, sensitivity: 'base' })
}
