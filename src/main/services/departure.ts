/**
 * Tracks how far a request got, to determine whether any byte can have reached the service and been charged. The
 * adapter that builds the request and the transport that writes it report to it.
 */
import { neverConnected } from './network-failure'

type Stage =
  /** The request is being built. */
  | 'building'
  /** Connecting, with a transport that reports the first byte. */
  | 'connecting'
  /** The transport doesn't report the first byte, so only its error tells. */
  | 'unwatched'
  | 'begun'

export class Departure {
  #stage: Stage = 'building'
  readonly #onChange: (hasLeft: boolean) => void

  /** `onChange` is called with whether any byte may have left, whenever the stage changes. */
  constructor(onChange: (hasLeft: boolean) => void = () => undefined) {
    this.#onChange = onChange
  }

  /** Passes the request to a transport, which may or may not report more. */
  handOver(): void {
    this.#stage = 'unwatched'
    this.#onChange(true)
  }

  /** Called by a transport that will report the first byte. */
  watch(): void {
    this.#stage = 'connecting'
    this.#onChange(false)
  }

  /** Called when the connection exists, just before the request's first byte is written. */
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

/** Options that our transport understands in addition to those of `fetch`. Any other `fetch` ignores them. */
export interface DepartingInit extends RequestInit {
  readonly departure?: Departure
  /** Connects only to public internet addresses, unless a proxy connects for us. For `https:`. */
  readonly isPublicOnly?: boolean
}
