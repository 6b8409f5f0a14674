/**
 * Keeps main's archive and the database the same: brings back what the database lacks before it is handed out, and sends
 * what is written from then on. See [Note: How the two copies agree].
 *
 * Nobody waits for it but the opening of a database that has lost rows. When main cannot be asked, it tries again later,
 * and everything else goes on.
 */
import { highest, isBehind, NO_SEQUENCES, type ArchiveChange, type ArchiveState, type Sequences } from '@shared/archive'
import type { ChatId } from '@shared/ids'
import type { EaselDatabase } from '../database'
import { DataError, type DataProblem } from '../problem'
import type { ArchiveCopy } from './archive-copy'
import type { Marks } from './marks'
import { mendChats } from './mend-chats'
import { allChanges, changesAfter, newestSequences } from './read-changes'
import { Restoration } from './restoration'

export interface ArchiveLink {
  readonly copy: ArchiveCopy
  /** Returns how to cancel. */
  readonly after: (delayMs: number, callback: () => void) => () => void
  /** Rows came back after the database had been handed out: what was read before may lack some. */
  readonly onRestored: () => void
  /** Very many rows are coming back in the background: how much of it is done, from 0 to 1, and null when all of it is. */
  readonly onRestoring?: (progress: number | null) => void
}

/** Writes come in groups (an answer and its chat, say); this gathers one, and is no delay to a person. */
const PAUSE_MS = 100
const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 60_000
/** Main answers within milliseconds. A page must not stay empty because of one that never does. */
const PATIENCE_MS = 5_000

export class ArchiveSync {
  readonly #database: EaselDatabase
  readonly #link: ArchiveLink
  readonly #marks: Marks
  readonly #report: (problem: DataProblem) => void
  readonly #stopListening: () => void
  /** What main has for certain, without holes; undefined while that is not agreed on. */
  #sent: Sequences | undefined
  #identity: string | undefined
  /** Of the archive that everything was taken back from in this life. */
  #takenFrom: string | undefined
  /** While the database is in use and not whole. */
  #restoration: Restoration | undefined
  #isDirty = false
  /** The archive is not for us, or the database was closed. */
  #isOff = false
  #working: Promise<void> | undefined
  #cancelPause: (() => void) | undefined
  #cancelRetry: (() => void) | undefined
  #retryMs = FIRST_RETRY_MS

  /** `report` hears of rows of a later Easel that are met once the database is in use. */
  constructor(database: EaselDatabase, marks: Marks, link: ArchiveLink, report: (problem: DataProblem) => void) {
    this.#report = report
    this.#database = database
    this.#link = link
    this.#marks = marks
    this.#stopListening = database.writeNumbers.onCommit(() => this.#noteCommit())
  }

  /**
   * To be awaited before the database is used. Brings back rows that it has lost, or, where these are very many, the
   * chats; rejects only with a `DataError`, when they are of a later Easel.
   */
  async prepare(): Promise<void> {
    try {
      const state = await this.#withPatience(this.#link.copy.state())
      if (state) await this.#takeBackLost(state)
      else this.#turnOff()
    } catch (error) {
      if (error instanceof DataError) throw error
      await this.#markAsDoubtful()
    }
    this.#isDirty = true
    this.#pause()
  }

  /** Resolves when the messages of this chat are here. Rejects when they are not, and main cannot be asked. */
  async restored(id: ChatId): Promise<void> {
    await this.#restoration?.chat(id)
  }

  /** Resolves when main has everything that was committed until now, or could not be reached. */
  async settled(): Promise<void> {
    // Whoever asks knows of a commit; the browser may tell us of it only afterwards.
    this.#isDirty = true
    await this.#working
    while (this.#isDirty && !this.#cancelRetry && !this.#isOff) await this.#work()
  }

  close(): void {
    this.#turnOff()
    this.#stopListening()
  }

  #turnOff(): void {
    this.#isOff = true
    this.#restoration?.abort()
    this.#cancelPause?.()
    this.#cancelRetry?.()
  }

  /** Before the database is handed out: only when rows are missing that the archive has. */
  async #takeBackLost(state: ArchiveState): Promise<void> {
    const [mark, local] = await Promise.all([this.#marks.archive(), newestSequences(this.#database)])
    const isAgreed = mark?.identity === state.identity
    const isEmpty = Object.values(local).every((sequence) => sequence === 0)
    const isDoubtful = mark?.isWhole === false || (isEmpty && !isAgreed)
    if (!isDoubtful && !isBehind(local, state.sequences)) return
    const restoration = await this.#begin(state, isAgreed && !isDoubtful ? local : NO_SEQUENCES, isEmpty)
    if (await restoration.begin()) return this.#end(restoration, state)
    await restoration.chats()
    this.#restoration = restoration
    this.#link.onRestoring?.(restoration.progress)
  }

  async #begin(state: ArchiveState, after: Sequences, isEmpty: boolean): Promise<Restoration> {
    const mark = await this.#marks.archive()
    const isFilled = isEmpty || mark?.filledFrom === state.identity
    // Rows come back in any order: until all are there, the highest sequence says nothing.
    await this.#marks.setArchive({
      identity: mark?.identity ?? null,
      isWhole: false,
      ...(isFilled && { filledFrom: state.identity }),
    })
    // What is written meanwhile is newer than what is still missing, and main does not have it.
    this.#database.writeNumbers.startAbove(state.sequences)
    return new Restoration(this.#database, this.#link.copy, after)
  }

  async #end(restoration: Restoration, state: ArchiveState): Promise<void> {
    if (restoration.hasChanged) await mendChats(this.#database)
    const mark = await this.#marks.archive()
    await this.#marks.setArchive({ identity: mark?.filledFrom ?? mark?.identity ?? null, isWhole: true })
    this.#takenFrom = state.identity
  }

  /** In the background, some of it may be here already. */
  async #restore(state: ArchiveState): Promise<void> {
    const restoration = (this.#restoration ??= await this.#begin(state, NO_SEQUENCES, false))
    if (!(await restoration.finish((progress) => this.#link.onRestoring?.(progress)))) return
    await this.#end(restoration, state)
    this.#restoration = undefined
    this.#link.onRestoring?.(null)
    if (restoration.hasChanged) this.#link.onRestored()
  }

  /** Nobody could be asked, so the next start compares everything. */
  async #markAsDoubtful(): Promise<void> {
    const identity = await this.#marks.archive().then(
      (mark) => mark?.identity ?? null,
      () => null,
    )
    await this.#marks.setArchive({ identity, isWhole: false }).catch(() => undefined)
  }

  #noteCommit(): void {
    this.#isDirty = true
    this.#pause()
  }

  #pause(): void {
    if (this.#isOff || this.#working || this.#cancelPause || this.#cancelRetry) return
    this.#cancelPause = this.#link.after(PAUSE_MS, () => void this.#work())
  }

  /** Never rejects. */
  #work(): Promise<void> {
    this.#cancelPause?.()
    this.#cancelPause = undefined
    this.#working ??= this.#sendAll().finally(() => {
      this.#working = undefined
      if (this.#isDirty) this.#pause()
    })
    return this.#working
  }

  async #sendAll(): Promise<void> {
    try {
      while (this.#isDirty && !this.#isOff) {
        this.#isDirty = false
        this.#sent ??= await this.#agree()
        // With something to send, the answer tells; without, main may have found meanwhile that a line of its own is bad.
        if (this.#sent && !(await this.#sendNew())) this.#compareIdentity(await this.#link.copy.state())
      }
      this.#retryMs = FIRST_RETRY_MS
    } catch (error) {
      if (error instanceof DataError) {
        this.#turnOff()
        return this.#report(error.problem)
      }
      // Main reports what is wrong with its archive; a database that was closed is opened, and compared, again.
      this.#isDirty = true
      this.#retryLater()
    }
  }

  /** Compares with main, and everything where that is necessary. Returns from where on changes are to be sent. */
  async #agree(): Promise<Sequences | undefined> {
    const state = await this.#link.copy.state()
    if (!state) {
      this.#turnOff()
      return undefined
    }
    const mark = await this.#marks.archive()
    const isDoubtful = mark?.identity !== state.identity && this.#takenFrom !== state.identity
    if (mark?.isWhole === false || isDoubtful) await this.#restore(state)
    if (this.#isOff) return undefined
    this.#identity = state.identity
    const { identity } = (await this.#marks.archive()) ?? {}
    if (identity === state.identity) return state.sequences
    const before = await newestSequences(this.#database)
    for await (const changes of allChanges(this.#database)) await this.#append(changes)
    return before
  }

  /** Whether there was anything to send. */
  async #sendNew(): Promise<boolean> {
    let hasSent = false
    for (;;) {
      if (!this.#sent || this.#isOff) return hasSent
      const changes = await changesAfter(this.#database, this.#sent)
      if (changes.length === 0) break
      await this.#append(changes)
      hasSent = true
      for (const { table, sequence } of changes) {
        this.#sent = highest(this.#sent, { ...NO_SEQUENCES, [table]: sequence })
      }
    }
    const mark = await this.#marks.archive()
    if (this.#identity !== undefined && mark?.identity !== this.#identity)
      await this.#marks.setArchive({ identity: this.#identity, isWhole: true })
    return hasSent
  }

  async #append(changes: readonly ArchiveChange[]): Promise<void> {
    this.#compareIdentity(await this.#link.copy.append(changes))
  }

  #compareIdentity(state: ArchiveState | null): void {
    if (!state) this.#turnOff()
    else if (state.identity !== this.#identity) {
      // Main has found that something is missing: everything is compared once more.
      this.#sent = undefined
      throw new Error('the archive is another one now')
    }
  }

  #retryLater(): void {
    if (this.#isOff || this.#cancelRetry) return
    this.#cancelRetry = this.#link.after(this.#retryMs, () => {
      this.#cancelRetry = undefined
      void this.#work()
    })
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2)
  }

  #withPatience<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#link.after(PATIENCE_MS, () => reject(new Error('main does not answer')))
      answer.finally(cancel).then(resolve, reject)
    })
  }
}
