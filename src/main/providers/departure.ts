/**
 * How far a request has got on its way out, so that the verdict on the money knows whether a byte of it can have reached
 * the service. It is told by those who know: the adapter that builds the request, and the transport that writes it.
 */
import { neverConnected } from './network-failure'

type Stage =
  /** The request is being put together. */
  | 'building'
  /** A transport that tells the moment of the first byte is connecting. */
  | 'connecting'
  /** With a transport that does not tell: only its error says something. */
  | 'unwatched'
  | 'begun'

export class Departure {
  #stage: Stage = 'building'
  readonly #onChange: (hasLeft: boolean) => void

  /** `onChange` hears whether something may have left, whenever that changes. */
  constructor(onChange: (hasLeft: boolean) => void = () => undefined) {
    this.#onChange = onChange
  }

  /** The request goes to a transport, which may or may not tell more. */
  handOver(): void {
    this.#stage = 'unwatched'
    this.#onChange(true)
  }

  /** The transport will tell when the first byte is written. */
  watch(): void {
    this.#stage = 'connecting'
    this.#onChange(false)
  }

  /** A connection stands, and the first byte of the request is about to be written to it. */
  begin(): void {
    this.#stage = 'begun'
    this.#onChange(true)
  }

  get isBuilding(): boolean {
    return this.#stage === 'building'
  }

  /** Whether a byte of it can have reached the service, given the error that ended it. */
  mayHaveArrived(error: unknown): boolean {
    if (this.#stage === 'unwatched') return !neverConnected(error)
    return this.#stage === 'begun'
  }
}

/** What a transport understands beside the usual options of `fetch`; any other `fetch` ignores it. */
export interface DepartingInit extends RequestInit {
  readonly departure?: Departure
}
