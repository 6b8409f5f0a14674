/**
 * `GET /v1/models/billing-events` of the platform's API: what a job cost, after discounts. Only keys with the scope
 * "Admin" may read it, and events appear some time after the job. Reading is free.
 */
import type { MicroUsd } from '@shared/money'
import type { Bills, LateCost } from '../adapter'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import { ask } from './client'
import type { ServiceConnection } from '../watched-call'

/** Clocks differ. Without a start time, the service would return the last 24 hours. */
const CLOCK_DIFFERENCE_MS = 24 * 60 * 60_000
/** In micro-dollars. No image job costs more, so a larger number can't be dollars. */
const MOST_MICRO_USD = 100_000_000

export class FalBills implements Bills {
  readonly #connection: ServiceConnection
  readonly #account: { readonly key: string; readonly listUrl: string }
  readonly #onRefused: () => void

  /** `onRefused` is called if this key may not read bills. */
  constructor(
    connection: ServiceConnection,
    account: { readonly key: string; readonly listUrl: string },
    onRefused: () => void,
  ) {
    this.#connection = connection
    this.#account = account
    this.#onRefused = onRefused
  }

  async readCost(
    { requestId }: Readonly<Record<string, string>>,
    since: number,
    signal: AbortSignal,
  ): Promise<LateCost> {
    if (requestId === undefined) return 'never'
    const { key, listUrl } = this.#account
    const start = new Date(since - CLOCK_DIFFERENCE_MS).toISOString()
    const query = new URLSearchParams({ request_id: requestId, start, limit: '100' })
    try {
      const url = `${listUrl}/models/billing-events?${query.toString()}`
      const { status, text } = await ask(this.#connection, key, { url, signal })
      if (status === 200) return readEvents(parseText(text)?.json, requestId)
      if (status === 408 || status === 429 || status >= 500) return 'later'
      this.#onRefused()
      return 'never'
    } catch {
      signal.throwIfAborted()
      return 'later'
    }
  }
}

/** Returns the sum of the job's events. An implausible sum counts as unknown, since it may be corrected later. */
function readEvents(json: unknown, requestId: string): LateCost {
  const events: unknown = isRecord(json) ? json['billing_events'] : undefined
  if (!Array.isArray(events)) return 'later'
  const own = events.filter(
    (event): event is Record<string, unknown> => isRecord(event) && event['request_id'] === requestId,
  )
  const costs = own.map(readCost)
  const sum = costs.reduce<number>((total, cost) => total + (cost ?? NaN), 0)
  return sum > 0 && sum <= MOST_MICRO_USD ? { amount: sum } : 'later'
}

/** Rounds up, so that no billed amount becomes 0. */
function readCost({
  cost_estimate_nano_usd: nano,
  cost_total: dollars,
  currency,
}: Record<string, unknown>): MicroUsd | undefined {
  if (currency !== undefined && currency !== null && currency !== 'USD') return undefined
  const micro = typeof nano === 'number' ? nano / 1e3 : typeof dollars === 'number' ? dollars * 1e6 : NaN
  return Number.isFinite(micro) && micro >= 0 ? Math.ceil(Number(micro.toPrecision(12))) : undefined
}
