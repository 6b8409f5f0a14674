/**
 * Cleans up after killed exports. They write to the user's folders, which aren't searched at start. So a folder is
 * noted while something is written there, and the next start deletes the temporary files left in it.
 */
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isTemporaryName, namesIn, readFileIfPresent, writeFileAtomically } from './atomic-file'

export interface LeftoversParts {
  /** The file with the notes. */
  readonly path: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface Note {
  readonly folder: string
  /** When writing started, in milliseconds since the epoch. */
  readonly since: number
}

/** Some disks store times with a resolution of two seconds. */
const CLOCK_STEP_MS = 2_000

export class Leftovers {
  readonly #parts: LeftoversParts
  readonly #notes = new Set<Note>()
  #swept: Promise<void> | undefined

  constructor(parts: LeftoversParts) {
    this.#parts = parts
  }

  /** Notes the folder until `work` has ended. If the note can't be written, does the work anyway. */
  async during<T>(folder: string, work: () => Promise<T>): Promise<T> {
    await this.sweep()
    const note = { folder, since: this.#parts.now() }
    this.#notes.add(note)
    await this.#write()
    try {
      return await work()
    } finally {
      this.#notes.delete(note)
      await this.#write()
    }
  }

  /**
   * Deletes what the last session left, once per session: only Easel's temporary files and folders that aren't older
   * than the note.
   */
  sweep(): Promise<void> {
    return (this.#swept ??= this.#sweepNoted().catch(() => undefined))
  }

  async #sweepNoted(): Promise<void> {
    const notes = parseNotes(await readFileIfPresent(this.#parts.path))
    for (const { folder, since } of notes) {
      // It may be on a drive that isn't connected now.
      const names = await namesIn(folder).catch(() => [])
      for (const name of names.filter(isTemporaryName)) {
        const path = join(folder, name)
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }))
        if (mtimeMs >= since - CLOCK_STEP_MS) await rm(path, { recursive: true, force: true }).catch(() => undefined)
      }
    }
    await rm(this.#parts.path, { force: true })
  }

  async #write(): Promise<void> {
    const { path } = this.#parts
    const done =
      this.#notes.size === 0 ? rm(path, { force: true }) : writeFileAtomically(path, JSON.stringify([...this.#notes]))
    await done.catch(() => undefined)
  }
}

function parseNotes(file: Buffer | undefined): readonly Note[] {
  if (!file) return []
  const value: unknown = JSON.parse(file.toString('utf8'))
  return Array.isArray(value) ? value.filter(isNote) : []
}

function isNote(value: unknown): value is Note {
  const { folder, since } = (value ?? {}) as Partial<Record<keyof Note, unknown>>
  return typeof folder === 'string' && typeof since === 'number'
}
