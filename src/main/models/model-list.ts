/**
 * The server's list of models. It's read in the background from time to time, and kept on the disk with its date and
 * its server.
 *
 * Nothing waits for it, and its failures are never shown: without a list Easel uses its own catalogue
 * (`shared/catalogue`), whose pure functions also say what a list changes.
 */
import type { ListedModel, ModelListing } from '@shared/catalogue/offers'
import { readFileIfPresent, writeFileAtomically } from '../files/atomic-file'
import type { ModelListSource } from '../providers/model-list-source'
import type { Account } from '../settings/settings-service'

type Asked = Account | { readonly problem: string }

export interface ModelListParts {
  /** The file of the last list. */
  readonly file: string
  readonly account: () => Asked
  readonly source: () => Promise<ModelListSource | undefined>
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  /** Called when `current` returns another list. */
  readonly onChanged: () => void
  readonly deadlineMs?: number
}

/** Models come and go within weeks. */
const OLD_AFTER_MS = 24 * 60 * 60_000
const DEADLINE_MS = 15_000
/** By then the start is over, and the first answers may be in progress. */
const AFTER_START_MS = 2_000
const LOOK_EVERY_MS = 60 * 60_000

export class ModelList {
  readonly #parts: ModelListParts
  readonly #stopping = new AbortController()
  #listing: ModelListing | undefined
  #reading: Promise<void> | undefined
  #lastAccount: string | undefined
  #timers: readonly NodeJS.Timeout[] = []

  constructor(parts: ModelListParts) {
    this.#parts = parts
    this.#lastAccount = nameFile(parts.account())
  }

  /** Reads the stored list. An unreadable file counts as none. */
  async load(): Promise<void> {
    try {
      const kept = await readFileIfPresent(this.#parts.file)
      this.#listing = kept && parseKept(kept.toString('utf8'))
    } catch {
      this.#listing = undefined
    }
  }

  /** Starts automatic reading: shortly after the start, then as often as needed. */
  start(): void {
    const look = (): void => void this.refresh()
    this.#timers = [setTimeout(look, AFTER_START_MS), setInterval(look, LOOK_EVERY_MS)]
    for (const timer of this.#timers) timer.unref()
  }

  /** This server's last list, if it was ever read. */
  current(server: string): ModelListing | undefined {
    return this.#listing?.server === server ? this.#listing : undefined
  }

  /** Reads the current server's list unless that was done within the last day. Never rejects. */
  async refresh(): Promise<void> {
    const account = this.#parts.account()
    if ('problem' in account) return
    const known = this.current(account.baseUrl)
    const age = known ? this.#parts.now() - known.readAt : Number.POSITIVE_INFINITY
    // A list from the future was dated by a clock that has been set back since.
    if (age >= 0 && age < OLD_AFTER_MS) return
    await (this.#reading ??= this.#read(account).finally(() => (this.#reading = undefined)))
  }

  /** Call this when settings or keys may have changed. Another server or key is asked at once. */
  async accountChanged(): Promise<void> {
    const account = nameFile(this.#parts.account())
    if (account === this.#lastAccount) return
    this.#lastAccount = account
    // A request in progress uses the old key, so its result is dropped.
    await this.#reading
    this.#listing = undefined
    await this.refresh()
  }

  /** Accepts a list that was read for another reason, if it's from the current server. */
  async receive(server: string, models: readonly ListedModel[]): Promise<void> {
    const account = this.#parts.account()
    if ('problem' in account || account.baseUrl !== server) return
    this.#listing = { server, readAt: this.#parts.now(), models }
    this.#parts.onChanged()
    const text = JSON.stringify({ version: 1, ...this.#listing })
    // It can be requested again at any time.
    await writeFileAtomically(this.#parts.file, text, { durable: false }).catch(() => undefined)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#stopping.abort()
  }

  async #read(account: Account): Promise<void> {
    const timeout = new AbortController()
    const cancel = (): void => timeout.abort()
    const timer = setTimeout(cancel, this.#parts.deadlineMs ?? DEADLINE_MS)
    this.#stopping.signal.addEventListener('abort', cancel)
    try {
      const source = await this.#parts.source()
      const response = await source?.request(this.#parts.fetch, account, timeout.signal)
      const models = response?.ok ? await source?.read(response) : undefined
      const isStillAsked = nameFile(this.#parts.account()) === nameFile(account)
      if (models && isStillAsked) await this.receive(account.baseUrl, models)
    } catch {
      // The catalogue works without it, and the next attempt is in an hour.
    } finally {
      clearTimeout(timer)
      this.#stopping.signal.removeEventListener('abort', cancel)
      // The rest of the body isn't needed.
      timeout.abort()
    }
  }
}

/** Tells accounts apart. Kept in memory only. */
function nameFile(account: Asked): string {
  return 'problem' in account ? '' : `${account.baseUrl} ${account.key}`
}

function parseKept(text: string): ModelListing | undefined {
  const { version, server, readAt, models } = JSON.parse(text) as Record<string, unknown>
  if (version !== 1 || typeof server !== 'string' || typeof readAt !== 'number' || !Array.isArray(models)) {
    return undefined
  }
  // Only Easel writes this file, as a whole.
  return { server, readAt, models: models as ListedModel[] }
}
