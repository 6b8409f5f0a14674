import type { ArchiveChange, ArchiveCursor, Sequences } from '@shared/archive'
import type { Client } from './client'

/** Main's archive, asked over the bridge. */
export function archiveCopyOf(client: Client) {
  return {
    state: () => client.request('archive.state'),
    append: (changes: readonly ArchiveChange[]) => client.request('archive.append', changes),
    read: (cursor: ArchiveCursor | null, after: Sequences) => client.request('archive.read', { cursor, after }),
  }
}
