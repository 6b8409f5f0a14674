import type { ArchiveChange, ArchiveCursor, ArchiveSelection, Sequences } from '@shared/archive'
import type { Client } from './client'

/** Main's archive, asked over the bridge. */
export function createArchiveCopy(client: Client) {
  return {
    state: () => client.request('archive.state'),
    renew: () => client.request('archive.renew'),
    append: (changes: readonly ArchiveChange[]) => client.request('archive.append', changes),
    read: (cursor: ArchiveCursor | null, after: Sequences, only?: ArchiveSelection) =>
      client.request('archive.read', { cursor, after, ...(only && { only }) }),
  }
}
