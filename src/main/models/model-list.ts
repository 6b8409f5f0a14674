/**
 * The server's list of models. It's read in the background from time to time, and stored on disk with its date and
 * server.
 *
 * Nothing waits for it, and its failures are never shown: without a list Easel uses its built-in one
 * (`shared/catalogue`), whose pure functions also apply a list's changes.
 */
import type { ListedModel, ModelListing } from '@shared/catalogue/offers'
import { readFileIfPresent, writeFileAtomically } from '../files/atomic-file'
import type { ModelListSource } from '../services/model-list-source'
import type { Account } from '../settings/settings-service'
import { parseListing } from './listing-schema'

type Asked = Account | { readonly problem: string }

export interface ModelListParts {
  /** The file of the latest list. */
  readonly file: string
  readonly account: () => Asked
  readonly source: () => Promise<ModelListSource | undefined>
  readonly fetch: typeof globalThis.fetch
  readonly now: () => number
  /** Called when `current` returns a new list. */
  readonly onChanged: () => void
  readonly deadlineMs?: number
}

/** The limit for all calls that complete a list. Nothing waits for them. */
const COMPLETE_MS = 3 * 60_000

/** Models come and go within weeks. */
const OLD_AFTER_MS = 24 * 60 * 60_000
const DEADLINE_MS = 15_000
/** By then the start is over, and first answers may be in progress. */
const AFTER_START_MS = 2_000
const LOOK_EVERY_MS = 60 * 60_000

export class ModelList {
  readonly #parts: ModelListParts
  readonly #stopping = new AbortController()
  #listing: ModelListing | undefined
  #reading: Promise<void> | undefined
  #completing: { readonly ended: Promise<void>; readonly cancel: () => void } | undefined
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
      this.#listing = kept && parseListing(kept.toString('utf8'))
    } catch {
      this.#listing = undefined
    }
  }

  /** Starts automatic reading: shortly after the start, then as needed. */
  start(): void {
    const look = (): void => void this.refresh()
    this.#timers = [setTimeout(look, AFTER_START_MS), setInterval(look, LOOK_EVERY_MS)]
    for (const timer of this.#timers) timer.unref()
  }

  /** Returns this server's latest list, if it was ever read. */
  current(server: string): ModelListing | undefined {
    return this.#listing?.server === server ? this.#listing : undefined
  }

  /** Reads the current server's list unless that was done within a day. Never rejects. */
  async refresh(): Promise<void> {
    const account = this.#parts.account()
    if ('problem' in account) return
    const known = this.current(account.baseUrl)
    const age = known ? this.#parts.now() - known.readAt : Number.POSITIVE_INFINITY
    // A list dated in the future was read before the clock was set back.
    if (age >= 0 && age < OLD_AFTER_MS) return
    await (this.#reading ??= this.#read(account).finally(() => (this.#reading = undefined)))
  }

  /** Resolves when the list in use has all the facts that its server provides. Never rejects. */
  whenComplete(): Promise<void> {
    return this.#completing?.ended ?? Promise.resolve()
  }

  /** Call this when settings or keys may have changed. Reads the list at once if the server or key is new. */
  async accountChanged(): Promise<void> {
    const account = nameFile(this.#parts.account())
    if (account === this.#lastAccount) return
    this.#lastAccount = account
    this.#completing?.cancel()
    // A request in progress uses the old key, so its result is dropped.
    await this.#reading
    this.#listing = undefined
    await this.refresh()
  }

  /** Accepts a list that was read for another reason, if it's from the current server. */
  async receive(server: string, models: readonly ListedModel[]): Promise<void> {
    const account = this.#parts.account()
    if ('problem' in account || account.baseUrl !== server) return
    await this.#use({ server, readAt: this.#parts.now(), models: keepPrices(models, this.current(server)) })
    this.#completing?.cancel()
    this.#completing = this.#complete(account)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#stopping.abort()
  }

  async #use(listing: ModelListing): Promise<void> {
    this.#listing = listing
    this.#parts.onChanged()
    const text = JSON.stringify({ version: 1, ...listing })
    // It can be requested again at any time.
    await writeFileAtomically(this.#parts.file, text, { durable: false }).catch(() => undefined)
  }

  /** Adds facts that take a call per model, while the list is already in use. */
  #complete(account: Account): { readonly ended: Promise<void>; readonly cancel: () => void } {
    const canceled = new AbortController()
    const signal = AbortSignal.any([canceled.signal, this.#stopping.signal, AbortSignal.timeout(COMPLETE_MS)])
    const complete = async (): Promise<void> => {
      const source = await this.#parts.source()
      const listing = this.#listing
      if (!source?.complete || !listing) return
      const models = await source.complete(listing.models, { fetch: this.#parts.fetch, account, signal })
      // Skip this if the list or account was replaced meanwhile.
      if (this.#listing === listing && !signal.aborted) await this.#use({ ...listing, models })
    }
    return { ended: complete().catch(() => undefined), cancel: () => canceled.abort() }
  }

  async #read(account: Account): Promise<void> {
    const timeout = new AbortController()
    const cancel = (): void => timeout.abort()
    const timer = setTimeout(cancel, this.#parts.deadlineMs ?? DEADLINE_MS)
    this.#stopping.signal.addEventListener('abort', cancel)
    try {
      const source = await this.#parts.source()
      const response = await source?.request(this.#parts.fetch, account, timeout.signal)
      const calls = { fetch: this.#parts.fetch, account, signal: timeout.signal }
      const models = response?.ok ? await source?.read(response, calls) : undefined
      const isStillAsked = nameFile(this.#parts.account()) === nameFile(account)
      if (models && isStillAsked) await this.receive(account.baseUrl, models)
    } catch {
      // The built-in list works without it, and the next attempt is in an hour.
    } finally {
      clearTimeout(timer)
      this.#stopping.signal.removeEventListener('abort', cancel)
      // The rest of the body isn't needed.
      timeout.abort()
    }
  }
}

/** Returns a string that identifies an account. In memory only. */
function nameFile(account: Asked): string {
  return 'problem' in account ? '' : `${account.baseUrl} ${account.key}`
}

/** Keeps known prices until they're read again. */
function keepPrices(models: readonly ListedModel[], earlier: ModelListing | undefined): readonly ListedModel[] {
  const known = new Map(earlier?.models.map(({ name, facts }) => [name, facts?.prices]))
  return models.map((model) => {
    const prices = model.facts?.prices ?? known.get(model.name)
    return model.facts && prices ? { ...model, facts: { ...model.facts, prices } } : model
  })
}
