/**
 * Reads an archive of everything. It may come from anywhere, so nothing in it is trusted: names are only matched, never
 * used as paths; sizes are counted while reading; an image must match the hash in its name; and rows are parsed.
 */
import { open, type FileHandle } from 'node:fs/promises'
import { configure, Reader, ZipReader, type Entry, type FileEntry } from '@zip.js/zip.js'
import { ARCHIVE_BATCH, ARCHIVE_TABLES, type ArchiveChange } from '@shared/archive'
import type { LibraryRows } from '@shared/library'
import type { ObjectHash } from '@shared/ids'
import type { ProjectCaps } from '@shared/limits'
import { isArchivable } from '../archive/archivable'
import { savedProjectCaps } from '../settings/project-caps-schema'
import { MANIFEST, parseManifest, readImageName, ROWS, SETTINGS, SPENDING, type Manifest } from './library-format'
import { z } from '../zod'

configure({ useWebWorkers: false })

/** Ten times the largest supported gallery. A zip file can list millions of entries in a few megabytes. */
const MOST_ENTRIES = 500_000
const MOST_MANIFEST_BYTES = 200_000_000
const MOST_SETTINGS_BYTES = 20_000_000
/** The largest image that Easel stores. */
const MOST_IMAGE_BYTES = 100_000_000
/** A row has at most eight million characters. */
const MOST_LINE_BYTES = 32 * 1024 * 1024

const changeSchema = z.object({
  table: z.enum(ARCHIVE_TABLES),
  key: z.string().min(1).max(400),
  sequence: z.number().nonnegative(),
  schema: z.number().int().nonnegative(),
  row: z.record(z.string(), z.unknown()),
})

export class UnreadableLibrary extends Error {
  constructor(readonly problem: 'not-easel' | 'damaged' | 'newer') {
    super(problem)
  }
}

export class LibraryFile {
  readonly #file: FileHandle
  readonly #entries: ReadonlyMap<string, FileEntry>
  readonly #images: ReadonlyMap<ObjectHash, FileEntry>

  private constructor(
    file: FileHandle,
    entries: ReadonlyMap<string, FileEntry>,
    readonly manifest: Manifest,
  ) {
    this.#file = file
    this.#entries = entries
    const images = [...entries].flatMap(([name, entry]) => {
      const hash = readImageName(name)
      return hash ? [[hash, entry] as const] : []
    })
    this.#images = new Map(images)
  }

  /** Opens an archive. Rejects with `UnreadableLibrary`, or with the system's error. */
  static async open(path: string): Promise<LibraryFile> {
    const file = await open(path, 'r')
    try {
      const entries = await listEntries(file)
      const entry = entries.get(MANIFEST)
      if (!entry || !entries.has(ROWS)) throw new UnreadableLibrary('not-easel')
      const manifest = parseManifest((await readEntry(entry, MOST_MANIFEST_BYTES)).toString())
      if (manifest === 'newer') throw new UnreadableLibrary('newer')
      if (!manifest) throw new UnreadableLibrary('not-easel')
      return new LibraryFile(file, entries, manifest)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  close(): Promise<void> {
    return this.#file.close()
  }

  listImages(): readonly ObjectHash[] {
    return [...this.#images.keys()]
  }

  /** Reads the bytes of an image's entry without checking them. Rejects if they can't be read. */
  async readImage(hash: ObjectHash): Promise<Buffer> {
    const entry = this.#images.get(hash)
    if (!entry) throw new Error('no such image')
    return readEntry(entry, MOST_IMAGE_BYTES)
  }

  /** Yields rows, `ARCHIVE_BATCH` at a time. */
  async *readRows(): AsyncGenerator<LibraryRows, void, void> {
    const entry = this.#entries.get(ROWS)
    let changes: ArchiveChange[] = []
    let damaged = 0
    for await (const line of entry ? readLines(entry) : []) {
      const change = parseChange(line)
      if (change) changes.push(change)
      else damaged += 1
      if (changes.length < ARCHIVE_BATCH) continue
      yield { changes, damaged }
      changes = []
      damaged = 0
    }
    yield { changes, damaged }
  }

  /** Reads the caps of projects. Empty if they can't be read. */
  async readProjectCaps(): Promise<ProjectCaps> {
    const entry = this.#entries.get(SETTINGS)
    if (!entry) return {}
    try {
      const settings: unknown = JSON.parse((await readEntry(entry, MOST_SETTINGS_BYTES)).toString())
      return z.object({ projectCaps: savedProjectCaps }).parse(settings).projectCaps
    } catch {
      return {}
    }
  }

  /** Yields the entries of the spending record, without checking them. */
  async *readSpending(): AsyncGenerator<unknown, void, void> {
    const entry = this.#entries.get(SPENDING)
    for await (const line of entry ? readLines(entry) : []) {
      try {
        yield JSON.parse(line)
      } catch {
        // Skip the damaged entry.
      }
    }
  }
}

function parseChange(line: string): ArchiveChange | undefined {
  try {
    const change = changeSchema.parse(JSON.parse(line))
    return isArchivable(change.row) ? change : undefined
  } catch {
    return undefined
  }
}

async function listEntries(file: FileHandle): Promise<ReadonlyMap<string, FileEntry>> {
  const entries = new Map<string, FileEntry>()
  // Includes folders and duplicate names.
  let count = 0
  try {
    for await (const entry of new ZipReader(new HandleReader(file)).getEntriesGenerator()) {
      count += 1
      if (count > MOST_ENTRIES) throw new UnreadableLibrary('damaged')
      if (isFile(entry)) entries.set(entry.filename, entry)
    }
  } catch (error) {
    // A file without a zip file's signature isn't a damaged archive but something else.
    const start = Buffer.alloc(2)
    await file.read(start, 0, 2, 0)
    throw error instanceof UnreadableLibrary
      ? error
      : new UnreadableLibrary(start.toString() === 'PK' ? 'damaged' : 'not-easel')
  }
  return entries
}

function isFile(entry: Entry): entry is FileEntry {
  return !entry.directory
}

async function readEntry(entry: FileEntry, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  await entry.getData(
    new WritableStream<Uint8Array>({
      write(chunk) {
        size += chunk.length
        // The size declared in the file may be wrong.
        if (size > most) throw new UnreadableLibrary('damaged')
        chunks.push(chunk)
      },
    }),
    { checkSignature: true },
  )
  return Buffer.concat(chunks)
}

async function* readLines(entry: FileEntry): AsyncGenerator<string, void, void> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const done = entry.getData(writable, { checkSignature: true })
  done.catch(() => undefined)
  let rest = Buffer.alloc(0)
  for await (const chunk of readable) {
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(NEW_LINE); end >= 0; end = rest.indexOf(NEW_LINE)) {
      yield rest.toString('utf8', 0, end)
      rest = rest.subarray(end + 1)
    }
    if (rest.length > MOST_LINE_BYTES) throw new UnreadableLibrary('damaged')
  }
  await done
}

const NEW_LINE = 0x0a

/** Reads parts of a file without loading all of it. */
class HandleReader extends Reader<FileHandle> {
  readonly #file: FileHandle

  constructor(file: FileHandle) {
    super(file)
    this.#file = file
  }

  override async init(): Promise<void> {
    await super.init?.()
    this.size = (await this.#file.stat()).size
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    const { bytesRead } = await this.#file.read(bytes, 0, length, offset)
    return bytes.subarray(0, bytesRead)
  }
}
