/**
 * Keeps main's archive and the database in sync: restores missing rows before the database is used, and sends every
 * write from then on. See [Note: How the two copies agree].
 *
 * Only the opening of a database that lost rows waits for it. When main can't be reached, it retries later and blocks
 * nothing.
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
  /** Returns a function that cancels. */
  readonly after: (delayMs: number, callback: () => void) => () => void
  /** Called when rows came back after the database was in use: earlier reads may have missed some. */
  readonly onRestored: () => void
  /** Reports the restoration of very many rows in the background: a share from 0 to 1, then null at the end. */
  readonly onRestoring?: (progress: number | null) => void
}

/** Collects writes that come in groups, such as an answer and its chat. Too short to notice. */
const PAUSE_MS = 100
const FIRST_RETRY_MS = 1_000
const LAST_RETRY_MS = 60_000
/** Main answers within milliseconds. If it never does, the page must not stay empty. */
const PATIENCE_MS = 5_000

export class ArchiveSync {
  readonly #database: EaselDatabase
  readonly #link: ArchiveLink
  readonly #marks: Marks
  readonly #report: (problem: DataProblem) => void
  readonly #stopListening: () => void
  /** The sequences up to which main certainly has everything. Undefined until both copies agree. */
  #sent: Sequences | undefined
  #identity: string | undefined
  /** The identity of the archive that everything was restored from in this session. */
  #takenFrom: string | undefined
  /** Set while the database is in use but incomplete. */
  #restoration: Restoration | undefined
  #isDirty = false
  /** Set when the archive must be left alone or the database was closed. */
  #isOff = false
  #working: Promise<void> | undefined
  #cancelPause: (() => void) | undefined
  #cancelRetry: (() => void) | undefined
  #retryMs = FIRST_RETRY_MS

  /** `report` is called when rows of a newer version of Easel appear while the database is in use. */
  constructor(database: EaselDatabase, marks: Marks, link: ArchiveLink, report: (problem: DataProblem) => void) {
    this.#report = report
    this.#database = database
    this.#link = link
    this.#marks = marks
    this.#stopListening = database.writeNumbers.onCommit(() => this.#noteCommit())
  }

  /**
   * Await this before using the database. Restores lost rows or, if there are very many, only the chats. Rejects only
   * with a `DataError`, when the rows are from a newer version of Easel.
   */
  async prepare(): Promise<void> {
    try {
      const state = await this.#withPatience(this.#link.copy.state())
      if (state) await this.#restoreLost(state)
      else this.#turnOff()
    } catch (error) {
      if (error instanceof DataError) throw error
      await this.#markAsDoubtful()
    }
    this.#isDirty = true
    this.#pause()
  }

  /**
   * Like `prepare`, for a stand-in that starts empty, so that all its rows are newer than the archive's: they're sent
   * immediately, even while others are still being restored. Rejects when the archive can't be used.
   */
  async prepareStandIn(): Promise<void> {
    const state = await this.#withPatience(this.#link.copy.renew())
    if (!state) throw new DataError('newer')
    await this.#restoreLost(state)
    this.#identity = state.identity
    this.#sent = state.sequences
    if (this.#restoration) this.#restoreMeanwhile(state)
  }

  /** Resolves when this chat's messages are complete. Rejects when they aren't and main can't be reached. */
  async restored(id: ChatId): Promise<void> {
    await this.#restoration?.chat(id)
  }

  /** Resolves when main has everything committed so far, or can't be reached. Returns whether main has it. */
  async settled(): Promise<boolean> {
    // The caller knows about a commit whose event may not have arrived yet.
    this.#isDirty = true
    await this.#working
    while (this.#isDirty && !this.#cancelRetry && !this.#isOff) await this.#work()
    return !this.#isDirty && !this.#isOff
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

  /** Runs before the database is used, and only when the archive has rows that it lacks. */
  async #restoreLost(state: ArchiveState): Promise<void> {
    const [mark, local] = await Promise.all([this.#marks.archive(), newestSequences(this.#database)])
    // The newest write of a table may be a removal, which its rows don't show.
    this.#database.writeNumbers.startAbove(local)
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
    // Rows are restored in any order, so the highest sequence means nothing until all are there.
    await this.#marks.setArchive({
      identity: mark?.identity ?? null,
      isWhole: false,
      ...(isFilled && { filledFrom: state.identity }),
    })
    // Rows written meanwhile are newer than those still missing, and main doesn't have them.
    this.#database.writeNumbers.startAbove(state.sequences)
    return new Restoration(this.#database, this.#link.copy, after)
  }

  async #end(restoration: Restoration, state: ArchiveState): Promise<void> {
    if (restoration.hasChanged) await mendChats(this.#database)
    const mark = await this.#marks.archive()
    await this.#marks.setArchive({ identity: mark?.filledFrom ?? mark?.identity ?? null, isWhole: true })
    this.#takenFrom = state.identity
  }

  /** Restores in the background; some rows may already be there. */
  async #restore(state: ArchiveState): Promise<void> {
    const restoration = (this.#restoration ??= await this.#begin(state, NO_SEQUENCES, false))
    if (!(await restoration.finish((progress) => this.#link.onRestoring?.(progress)))) return
    await this.#end(restoration, state)
    this.#restoration = undefined
    this.#link.onRestoring?.(null)
    if (restoration.hasChanged) this.#link.onRestored()
  }

  #restoreMeanwhile(state: ArchiveState): void {
    this.#restore(state).catch(() => {
      if (!this.#isOff) this.#link.after(FIRST_RETRY_MS, () => this.#restoreMeanwhile(state))
    })
  }

  /** Main couldn't be reached, so the next start compares everything. */
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
        // A reply to new changes contains main's state. Without changes, request it: main may have found a damaged
        // line.
        if (this.#sent && !(await this.#sendNew())) this.#compareIdentity(await this.#link.copy.state())
      }
      this.#retryMs = FIRST_RETRY_MS
    } catch (error) {
      if (error instanceof DataError) {
        this.#turnOff()
        return this.#report(error.problem)
      }
      // Main reports problems of its archive. A closed database is opened and compared again.
      this.#isDirty = true
      this.#retryLater()
    }
  }

  /** Compares with main, row by row if necessary. Returns the sequences from which to send changes. */
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

  /** Sends new changes. Returns whether there were any. */
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
      // Main found that something is missing, so compare everything again.
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
