import type {
  ArchiveChange,
  ArchiveCursor,
  ArchivePage,
  ArchiveSelection,
  ArchiveState,
  ArchiveTable,
  ArchivedRow,
  Sequences,
} from '@shared/archive'

/** Main's copy of the rows, as seen by the database. Null: a newer version of Easel wrote it, and it can't be used. */
export interface ArchiveCopy {
  state(): Promise<ArchiveState | null>
  /** Gives the archive a new identity, so that every database compares everything with it. */
  renew(): Promise<ArchiveState | null>
  append(changes: readonly ArchiveChange[]): Promise<ArchiveState | null>
  read(cursor: ArchiveCursor | null, after: Sequences, only?: ArchiveSelection): Promise<ArchivePage | null>
}

/** A row of any table, with its sequence. */
export type AnyRow = ArchivedRow & { readonly sequence: number }

export type RowKey = string | string[]

export function toChange(table: ArchiveTable, { sequence, ...row }: AnyRow, schema: number): ArchiveChange {
  const key = table === 'messageAttachments' ? `${row['messageId']}/${row['attachmentId']}` : String(row['id'])
  return { table, key, sequence, schema, row }
}

export function getRowKey({ table, key }: ArchiveChange): RowKey {
  return table === 'messageAttachments' ? key.split('/') : key
}
