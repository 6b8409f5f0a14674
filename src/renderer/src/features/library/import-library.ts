/** Imports an archive of everything: main takes the images, the database takes the rows, a batch at a time. */
import type { LibraryProblem, Opened } from '@shared/library'
import type { Client } from '@/bridge/client'
import type { LibraryRepository } from '@/data/library-repository'

export type ImportedLibrary =
  | { readonly status: 'canceled' }
  | { readonly status: 'failed'; readonly problem: LibraryProblem }
  | {
      readonly status: 'imported'
      readonly chats: number
      readonly messages: number
      readonly prompts: number
      readonly images: number
      /** Projects whose caps were restored. */
      readonly caps: number
      /** Rows and images that couldn't be read. */
      readonly damaged: number
    }

/** Not an Easel export; possibly another app's. */
export interface ForeignFile {
  readonly status: 'foreign'
  readonly file: File
}

export interface ImportLibraryParts {
  readonly client: Pick<Client, 'request'>
  /** Has main open the file. */
  readonly open: () => Promise<Opened>
  readonly repository: () => Promise<Pick<LibraryRepository, 'add'>>
  readonly isNewer: (error: unknown) => boolean
}

/**
 * Rejects only if main can't be reached or another app's file can't be read. Rows added before a failure stay;
 * importing the same file again adds the rest.
 */
export async function importLibrary(parts: ImportLibraryParts): Promise<ImportedLibrary | ForeignFile> {
  const { client, repository, isNewer } = parts
  const opened = await parts.open()
  if (opened.status === 'foreign') return { status: 'foreign', file: await readForeign(opened) }
  if (opened.status !== 'opened') return opened
  const added = { chats: 0, messages: 0, prompts: 0, damaged: opened.damaged }
  try {
    const rows = await repository()
    for (;;) {
      const batch = await client.request('library.readRows', undefined)
      if (!batch) return { status: 'imported', ...added, images: opened.images, caps: opened.caps }
      added.damaged += batch.damaged
      const news = await rows.add(batch.changes)
      added.chats += news.chats
      added.messages += news.messages
      added.prompts += news.prompts
      added.damaged += news.damaged
    }
  } catch (error) {
    await client.request('library.stop', undefined)
    return { status: 'failed', problem: isNewer(error) ? 'newer' : 'damaged' }
  }
}

async function readForeign({ name, address }: Extract<Opened, { status: 'foreign' }>): Promise<File> {
  const response = await fetch(address)
  return new File([await response.blob()], name)
}
