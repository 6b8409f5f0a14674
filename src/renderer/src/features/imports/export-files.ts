/** Opens the export that the user chose: a zip archive or a single JSON file. */
import { BlobReader, configure, ZipReader, type Entry, type FileEntry } from '@zip.js/zip.js'
import { UnreadableExport, type ExportFiles } from './read-export'

// This code already runs in a worker.
configure({ useWebWorkers: false })

/** More files than any real export has. A few megabytes of archive can list millions. */
const MOST_FILES = 300_000

export async function openExportFile(file: Blob): Promise<ExportFiles> {
  return (await isZip(file)) ? openZip(file) : openSingle(file)
}

async function isZip(file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return start[0] === 0x50 && start[1] === 0x4b
}

function openSingle(file: Blob): ExportFiles {
  return {
    names: ['export.json'],
    async read(_name, most) {
      if (file.size > most) throw new UnreadableExport('too-large')
      return file
    },
  }
}

async function openZip(file: Blob): Promise<ExportFiles> {
  const entries = await listEntries(file)
  return {
    names: [...entries.keys()],
    async read(name, most) {
      const entry = entries.get(name)
      if (!entry) throw new UnreadableExport('damaged')
      return unpack(entry, most)
    },
  }
}

async function listEntries(file: Blob): Promise<ReadonlyMap<string, FileEntry>> {
  const entries = new Map<string, FileEntry>()
  try {
    for await (const entry of new ZipReader(new BlobReader(file)).getEntriesGenerator()) {
      if (entries.size >= MOST_FILES) throw new UnreadableExport('too-large')
      if (isFile(entry)) entries.set(entry.filename, entry)
    }
  } catch (error) {
    throw error instanceof UnreadableExport ? error : new UnreadableExport('damaged')
  }
  return entries
}

function isFile(entry: Entry): entry is FileEntry {
  return !entry.directory
}

/** Counts the bytes, because the size stated in the archive may be wrong. */
async function unpack(entry: FileEntry, most: number): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  const target = new WritableStream<Uint8Array<ArrayBuffer>>({
    write(piece) {
      size += piece.byteLength
      if (size > most) throw new UnreadableExport('too-large')
      pieces.push(piece)
    },
  })
  try {
    await entry.getData(target)
  } catch {
    throw new UnreadableExport(size > most ? 'too-large' : 'damaged')
  }
  return new Blob(pieces)
}
