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
      /** Rows and images that could not be read. */
      readonly damaged: number
    }

export interface ImportLibraryParts {
  readonly client: Pick<Client, 'request'>
  readonly repository: () => Promise<Pick<LibraryRepository, 'add'>>
  readonly isNewer: (error: unknown) => boolean
}

/** Rejects only where main can't be asked. What was added before a failure stays; the same file again adds the rest. */
export async function importLibrary({ client, repository, isNewer }: ImportLibraryParts): Promise<ImportedLibrary> {
  const opened: Opened = await client.request('library.open', undefined)
  if (opened.status !== 'opened') return opened
  const added = { chats: 0, messages: 0, prompts: 0, damaged: opened.damaged }
  try {
    const rows = await repository()
    for (;;) {
      const batch = await client.request('library.readRows', undefined)
      if (!batch) return { status: 'imported', ...added, images: opened.images }
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
