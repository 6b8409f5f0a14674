/**
 * Reads rows whose keys are spread over a table. IndexedDB answers one request for a thousand rows faster than fifty
 * requests for one row each. So everything between the first key and the last is read at once, as long as that isn't
 * far more than requested. Keys beyond that are read one by one.
 */
import { Dexie, type PromiseExtended, type Table } from 'dexie'
import type { AttachmentId, MessageId } from '@shared/ids'
import type { AttachmentRow, MessageAttachmentRow } from './rows'

/** Fewer keys are read one by one. */
const MANY = 8
/** The number of rows read per requested one. Measured: in a range, a row takes a tenth of the time of a request. */
const MOST_ROWS_EACH = 4

/** With Dexie's promises: a transaction doesn't survive waiting for others. */
interface Reader<Row> {
  /** In key order, at most `most`. */
  readonly readRange: (first: string, last: string, most: number) => PromiseExtended<Row[]>
  readonly readEach: (keys: readonly string[]) => PromiseExtended<Row[]>
  readonly getKey: (row: Row) => string
}

/** The links of these messages, in no particular order. */
export function readLinks(
  table: Table<MessageAttachmentRow, [MessageId, AttachmentId]>,
  messages: readonly MessageId[],
): PromiseExtended<MessageAttachmentRow[]> {
  const from = (first: string, last: string) =>
    table.where('[messageId+attachmentId]').between([first, Dexie.minKey], [last, Dexie.maxKey])
  return readSpread(messages, {
    readRange: (first, last, most) => from(first, last).limit(most).toArray(),
    readEach: (keys) => Dexie.Promise.all(keys.map((key) => from(key, key).toArray())).then((rows) => rows.flat()),
    getKey: ({ messageId }) => messageId,
  })
}

/** The existing ones, in no particular order. */
export function readAttachments(
  table: Table<AttachmentRow, AttachmentId>,
  ids: readonly AttachmentId[],
): PromiseExtended<AttachmentRow[]> {
  return readSpread(ids, {
    readRange: (first, last, most) => table.where('id').between(first, last, true, true).limit(most).toArray(),
    readEach: (keys) =>
      table.bulkGet([...keys] as AttachmentId[]).then((rows) => rows.filter((row) => row !== undefined)),
    getKey: ({ id }) => id,
  })
}

function readSpread<Row>(
  keys: readonly string[],
  { readRange, readEach, getKey }: Reader<Row>,
): PromiseExtended<Row[]> {
  const wanted = new Set(keys)
  // In IndexedDB's order, which compares code units like `sort`.
  const sorted = [...wanted].toSorted()
  const [first] = sorted
  const last = sorted.at(-1)
  if (first === undefined || last === undefined || sorted.length < MANY) return readEach(sorted)
  const most = sorted.length * MOST_ROWS_EACH
  return readRange(first, last, most).then((rows) => {
    const lastRow = rows.length < most ? undefined : rows.at(-1)
    if (!lastRow) return rows.filter((row) => wanted.has(getKey(row)))
    // There may be more rows for the last key.
    const end = getKey(lastRow)
    const found = rows.filter((row) => wanted.has(getKey(row)) && getKey(row) < end)
    return readEach(sorted.filter((key) => key >= end)).then((rest) => [...found, ...rest])
  })
}
