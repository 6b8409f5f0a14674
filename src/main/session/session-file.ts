/**
 * Stores where the user left off, in `session.json`. The page sends it several times a second while the user types. The
 * newest state is written as soon as the previous write ends, so a kill loses only a moment of typing. Losing the file
 * costs no answer and no money.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '@shared/session'
import { writeFileAtomically } from '../files/atomic-file'
import { session } from './session-schema'

export class SessionFile {
  readonly #path: string
  readonly #report: (what: string, error: unknown) => void
  #current: Session | null
  #waiting: Session | undefined
  #writing: Promise<void> | undefined

  constructor(profile: string, report: (what: string, error: unknown) => void) {
    this.#path = join(profile, 'session.json')
    this.#report = report
    this.#current = this.#read()
  }

  get current(): Session | null {
    return this.#current
  }

  /** Resolves when this or a newer session is on disk, or the disk has refused it. */
  keep(kept: Session): Promise<void> {
    if (this.#current && kept.at < this.#current.at) return Promise.resolve()
    this.#current = kept
    this.#waiting = kept
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined))
    return this.#writing
  }

  async #writeAll(): Promise<void> {
    for (let next = this.#take(); next; next = this.#take()) {
      try {
        await writeFileAtomically(this.#path, JSON.stringify(next), { durable: false })
      } catch (error) {
        // The page keeps its own copy, and sends it again with the next change.
        this.#report('where the user left off could not be written', error)
      }
    }
  }

  #take(): Session | undefined {
    const next = this.#waiting
    this.#waiting = undefined
    return next
  }

  /** Returns null if the file is missing or invalid: Easel then starts with a new chat. */
  #read(): Session | null {
    try {
      return session.parse(JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch {
      return null
    }
  }
}
