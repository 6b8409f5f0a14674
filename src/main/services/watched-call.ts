/** What every HTTP call needs, whatever the service: an account, deadlines, and tracking of how far it got. */
import { FailureError, type FailureCode } from '@shared/failure'
import type { Account, AccountProblem } from '../settings/settings-service'
import { DEFAULT_DEADLINES, keepBody, readPieces, Watchdog, type Deadlines } from './answer-body'
import { Departure } from './departure'
import type { Network } from './network'
import type { Attempt } from './adapter'

/** The transport's own connect timeout is shorter. */
const LONGEST_CONNECT_MS = 60_000

/** The characters that a header may contain. */
const HEADER_SAFE = /^[\x21-\x7e]+$/

/** One connection, as its adapter sees it. */
export interface ServiceConnection extends Network {
  /** The current key and address, or why nothing can be sent. */
  account(): Account | { readonly problem: AccountProblem }
}

/**
 * Returns the account. Throws a failure with charge `none` if it can't be used. A key, if present, is safe in a header.
 */
export function getAccount(connection: ServiceConnection): Account {
  const account = connection.account()
  if ('problem' in account) throw createNotSent(account.problem)
  // Settings clean keys. This catches any that got past them, before anything is spent.
  if (account.key !== undefined && !HEADER_SAFE.test(account.key)) throw createNotSent('key-unusable')
  return account
}

/** An account with a key. */
export type KeyedAccount = Account & Required<Pick<Account, 'key'>>

/** Returns the account of a service that requires a key. */
export function getKeyedAccount(connection: ServiceConnection): KeyedAccount {
  const { key, baseUrl } = getAccount(connection)
  if (key === undefined) throw createNotSent('key-missing')
  return { key, baseUrl }
}

function createNotSent(code: FailureCode): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now() })
}

/** Watches one call: aborts it if nothing happens for too long, and tracks how far it got. Always call `stop()`. */
export class CallWatch {
  /** Pass it on to the transport. */
  readonly departure: Departure
  readonly #network: Network
  readonly #deadlines: Deadlines
  readonly #watchdog: Watchdog
  readonly #stopWaking: (() => void) | undefined

  constructor(network: Network, attempt: Pick<Attempt, 'signal' | 'mayHaveLeft'>) {
    this.#network = network
    this.#deadlines = network.deadlines ?? DEFAULT_DEADLINES
    const { headersMs, wakeMs } = this.#deadlines
    const watchdog = new Watchdog(attempt.signal)
    this.#watchdog = watchdog
    this.#stopWaking = network.onWake?.(() => watchdog.expectAtMost(wakeMs))
    this.departure = new Departure((hasLeft) => {
      attempt.mayHaveLeft(hasLeft)
      // The wait for an answer starts when the request leaves.
      if (hasLeft) watchdog.expectWithin(headersMs)
    })
  }

  /** Aborted when the user stops the call or nothing has happened for too long. */
  get signal(): AbortSignal {
    return this.#watchdog.signal
  }

  /** Whether the call timed out, rather than being stopped. */
  get timedOut(): boolean {
    return this.#watchdog.timedOut
  }

  /** The maximum time for connecting and waiting for the answer together, in milliseconds. */
  get longestMs(): number {
    return this.#deadlines.headersMs + LONGEST_CONNECT_MS
  }

  /** Call it right before the request is sent. */
  start(): void {
    this.#watchdog.expectWithin(Math.max(this.#deadlines.headersMs, LONGEST_CONNECT_MS))
  }

  /** Yields the answer's body, each piece once it's stored. Throws if it exceeds `mostBytes`. */
  keepBody(response: Response, attempt: Pick<Attempt, 'keep'>, mostBytes: number): AsyncGenerator<Uint8Array> {
    return keepBody(readPieces(response), attempt, this.#watchdog, {
      idleMs: this.#deadlines.idleMs,
      mostBytes: this.#network.mostAnswerBytes ?? mostBytes,
    })
  }

  stop(): void {
    this.#stopWaking?.()
    this.#watchdog.stop()
  }
}
