/**
 * Tracks how far a request got, so that the money verdict knows whether any byte can have reached the service. The
 * adapter that builds the request and the transport that writes it report to it.
 */
import { neverConnected } from './network-failure'

type Stage =
  /** The request is being built. */
  | 'building'
  /** A transport that reports the moment of the first byte is connecting. */
  | 'connecting'
  /** The transport doesn't report it, so only its error tells. */
  | 'unwatched'
  | 'begun'

export class Departure {
  #stage: Stage = 'building'
  readonly #onChange: (hasLeft: boolean) => void

  /** Calls `onChange` whenever it changes whether something may have left. */
  constructor(onChange: (hasLeft: boolean) => void = () => undefined) {
    this.#onChange = onChange
  }

  /** The request goes to a transport, which may or may not report more. */
  handOver(): void {
    this.#stage = 'unwatched'
    this.#onChange(true)
  }

  /** The transport will report when it writes the first byte. */
  watch(): void {
    this.#stage = 'connecting'
    this.#onChange(false)
  }

  /** There's a connection, and the first byte of the request is about to be written. */
  begin(): void {
    this.#stage = 'begun'
    this.#onChange(true)
  }

  get isBuilding(): boolean {
    return this.#stage === 'building'
  }

  /** Whether any byte can have reached the service, given the error that ended the request. */
  mayHaveArrived(error: unknown): boolean {
    if (this.#stage === 'unwatched') return !neverConnected(error)
    return this.#stage === 'begun'
  }
}

/** The options that a transport understands in addition to those of `fetch`. Any other `fetch` ignores them. */
export interface DepartingInit extends RequestInit {
  readonly departure?: Departure
  /** Connects to addresses of the internet only, unless a proxy connects for us. For `https:`. */
  readonly isPublicOnly?: boolean
}
