import type { ArchiveChange, ArchiveCursor, ArchiveSelection, Sequences } from '@shared/archive'
import type { Client } from './client'

/** Creates the client for main's archive. */
export function createArchiveCopy(client: Client) {
  return {
    state: () => client.request('archive.state'),
    renew: () => client.request('archive.renew'),
    append: (changes: readonly ArchiveChange[]) => client.request('archive.append', changes),
    read: (cursor: ArchiveCursor | null, after: Sequences, only?: ArchiveSelection) =>
      client.request('archive.read', { cursor, after, ...(only && { only }) }),
  }
}
