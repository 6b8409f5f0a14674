/** Writes everything into one zip file. See [Note: The archive of everything]. */
import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { configure, ZipWriter } from '@zip.js/zip.js'
import { NO_SEQUENCES, type ArchiveChange } from '@shared/archive'
import { LIBRARY_FORMAT } from '@shared/library'
import type { ObjectHash } from '@shared/ids'
import type { Spending } from '@shared/spending'
import type { Archive } from '../archive/archive'
import { replaceFile } from '../files/atomic-file'
import { getExtension, type ObjectStore } from '../objects/object-store'
import { checkLibrary, type Promised } from './check-library'
import { MANIFEST, nameImage, ROWS, SETTINGS, SPENDING, type Manifest } from './library-format'

// Main computes checksums itself, since images are stored uncompressed.
configure({ useWebWorkers: false })

export interface WriteParts {
  readonly archive: Pick<Archive, 'read'>
  readonly objects: Pick<ObjectStore, 'list' | 'isSound' | 'listImports'>
  readonly spendings: () => readonly Spending[]
  /** Returns the settings without secrets. */
  readonly settings: () => unknown
  readonly version: string
  readonly now: () => number
}

export interface Written {
  readonly chats: number
  readonly images: number
  readonly bytes: number
  /** Images that were left out because their bytes have changed. */
  readonly missing: number
}

/**
 * Replaces the file at `path` after reading back what was written. Durable once this resolves. If it rejects, because
 * `signal` was aborted or with the system's error, nothing was replaced and nothing is left over.
 */
export async function writeLibrary(
  path: string,
  parts: WriteParts,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Written> {
  let written: Written | undefined
  await replaceFile(path, async (file, temporary) => {
    // Writing is half of the work, reading back the other half.
    const { promised, ...counts } = await writeZip(file, parts, signal, (share) => onProgress(share / 2))
    await checkLibrary(temporary, promised, signal, (hash) => onProgress((1 + findShare(hash)) / 2))
    written = counts
  })
  return written!
}

async function writeZip(
  file: FileHandle,
  parts: WriteParts,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Written & { readonly promised: Promised }> {
  let bytes = 0
  const sink = new WritableStream<Uint8Array>({
    async write(chunk) {
      await file.writeFile(chunk)
      bytes += chunk.length
    },
  })
  const zip = new ZipWriter(sink, { level: 0, keepOrder: true, zip64: true })
  const rows = await findNewest(parts.archive, signal)
  const spendings = parts.spendings()
  let rowCount = 0
  const countRow = (): void => void (rowCount += 1)
  await zip.add(ROWS, toStream(writeRows(parts.archive, rows, signal, countRow)), { signal })
  await zip.add(SPENDING, toStream(writeLines(spendings)), { signal })
  await zip.add(SETTINGS, toStream([`${JSON.stringify(parts.settings(), undefined, 2)}\n`]), { signal })
  const images = await writeImages(zip, parts.objects, signal, onProgress)
  const manifest: Manifest = {
    easelLibrary: LIBRARY_FORMAT,
    schema: rows.schema,
    version: parts.version,
    exportedAt: parts.now(),
    imports: await parts.objects.listImports(),
  }
  await zip.add(MANIFEST, toStream([`${JSON.stringify(manifest, undefined, 2)}\n`]), { signal })
  await zip.close()
  const promised = { images: images.images, rows: rowCount, spendings: spendings.length }
  return { chats: rows.chats, ...images, bytes, promised }
}

interface NewestRows {
  readonly sequences: ReadonlyMap<string, number>
  readonly chats: number
  readonly schema: number
}

/** Finds the last change of each row, since the archive contains several for some rows. */
async function findNewest(archive: WriteParts['archive'], signal: AbortSignal): Promise<NewestRows> {
  const sequences = new Map<string, number>()
  const chats = new Set<string>()
  let schema = 0
  for await (const { table, key, sequence, row, schema: written } of readAll(archive, signal)) {
    const name = `${table}/${key}`
    if ((sequences.get(name) ?? 0) > sequence) continue
    sequences.set(name, sequence)
    schema = Math.max(schema, written)
    if (table !== 'chats') continue
    if (row && row['deletedAt'] === undefined && row['isProject'] === undefined) chats.add(key)
    else chats.delete(key)
  }
  return { sequences, chats: chats.size, schema }
}

async function* writeRows(
  archive: WriteParts['archive'],
  { sequences }: NewestRows,
  signal: AbortSignal,
  onRow: () => void,
): AsyncGenerator<string> {
  for await (const change of readAll(archive, signal)) {
    if (sequences.get(`${change.table}/${change.key}`) !== change.sequence || !isWanted(change)) continue
    onRow()
    yield `${JSON.stringify(change)}\n`
  }
}

/** Skips permanently deleted rows and answers in progress. The latter will be in the next export. */
function isWanted({ table, row }: ArchiveChange): boolean {
  return row !== null && !(table === 'messages' && row['status'] === 'streaming')
}

async function* readAll(archive: WriteParts['archive'], signal: AbortSignal): AsyncGenerator<ArchiveChange> {
  let page = await archive.read(null, NO_SEQUENCES)
  for (;;) {
    signal.throwIfAborted()
    // Null: written by a newer Easel. `stale`: its files were merged meanwhile, so start again.
    if (page === null) throw new Error('the archive can not be read')
    if (page === 'stale') page = await archive.read(null, NO_SEQUENCES)
    if (page === null || page === 'stale') throw new Error('the archive does not hold still')
    yield* page.changes
    if (!page.next) return
    page = await archive.read(page.next, NO_SEQUENCES)
  }
}

async function writeImages(
  zip: ZipWriter<unknown>,
  objects: WriteParts['objects'],
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<{ images: number; missing: number }> {
  let images = 0
  let missing = 0
  for await (const { hash, path, format } of objects.list()) {
    signal.throwIfAborted()
    if (await objects.isSound(hash)) {
      await zip.add(nameImage(hash, getExtension(format)), toWeb(createReadStream(path)), { signal })
      images += 1
    } else missing += 1
    // Images are listed by hash, and hashes are evenly distributed.
    onProgress(findShare(hash))
  }
  return { images, missing }
}

function findShare(hash: ObjectHash): number {
  return Number.parseInt(hash.slice(0, 4), 16) / 0xff_ff
}

function* writeLines(values: readonly unknown[]): Generator<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`
}

function toStream(texts: Iterable<string> | AsyncIterable<string>): ReadableStream<Uint8Array> {
  return toWeb(Readable.from(texts, { objectMode: false }))
}

function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>
}
