/** Adds an archive of everything: main takes its images, the database its rows, a batch at a time. */
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
      /** Projects that got their caps back. */
      readonly caps: number
      /** Rows and images that could not be read. */
      readonly damaged: number
    }

/** A file that Easel didn't write: perhaps another app did. */
export interface ForeignFile {
  readonly status: 'foreign'
  readonly file: File
}

export interface ImportLibraryParts {
  readonly client: Pick<Client, 'request'>
  /** Lets main open the file. */
  readonly open: () => Promise<Opened>
  readonly repository: () => Promise<Pick<LibraryRepository, 'add'>>
  readonly isNewer: (error: unknown) => boolean
}

/**
 * Rejects only where main can't be asked, or the file of another app can't be read. What was added before a failure stays;
 * the same file again adds the rest.
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
