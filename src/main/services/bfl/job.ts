/** A job at Black Forest Labs: its id, where to ask about it, and what the service said that it costs. */
import type { MicroUsd } from '@shared/money'
import type { JobHandle } from '../adapter'
import { isRecord } from '../json'
import { isOwnAddress } from '../jobs/own-address'

export interface Job {
  readonly id: string
  readonly pollingUrl: string
  /** As the service named it when it took the job. Absent where it named none. */
  readonly cost?: MicroUsd
}

const ID = /^[\w-]{1,120}$/
/** A credit is a cent. */
const PER_CREDIT = 10_000
/** More than any image costs: not in credits, then. */
const MOST_CREDITS = 1_000_000

/** The job that the answer to a submission names. Undefined when that isn't one. */
export function readJob(json: unknown, baseUrl: string): Job | undefined {
  const { id, polling_url: address, cost: credits } = isRecord(json) ? json : {}
  if (typeof id !== 'string' || !ID.test(id)) return undefined
  const cost = readCost(credits)
  return {
    id,
    // A server behind another address (a proxy of the user's) may name the original's.
    pollingUrl: mayHaveKey(address, baseUrl) ? address : `${baseUrl}/get_result?id=${id}`,
    ...(cost !== undefined && { cost }),
  }
}

/** In micro-dollars. Undefined for what isn't a number of credits. */
export function readCost(credits: unknown): MicroUsd | undefined {
  if (typeof credits !== 'number' || !Number.isFinite(credits) || credits < 0 || credits > MOST_CREDITS)
    return undefined
  const exact = Number((credits * PER_CREDIT).toPrecision(12))
  // Never 0 for something positive.
  return credits > 0 ? Math.max(1, Math.round(exact)) : 0
}

export function toHandle({ id, pollingUrl, cost }: Job): JobHandle {
  return { id, pollingUrl, ...(cost !== undefined && { cost: String(cost) }) }
}

/**
 * The job of a handle that was kept. Undefined when the connection's key may not go to its address anymore, because the
 * connection was changed meanwhile.
 */
export function findJob({ id, pollingUrl, cost }: JobHandle, baseUrl: string): Job | undefined {
  if (id === undefined || !ID.test(id) || !mayHaveKey(pollingUrl, baseUrl)) return undefined
  return { id, pollingUrl, ...(cost !== undefined && /^\d{1,12}$/.test(cost) && { cost: Number(cost) }) }
}

/**
 * The connection's own server, or, if that is Black Forest Labs', another of theirs: jobs are asked about where they're
 * made, which may be in another region.
 */
function mayHaveKey(address: unknown, baseUrl: string): address is string {
  if (isOwnAddress(address, baseUrl)) return true
  if (typeof address !== 'string' || !URL.canParse(address)) return false
  const { protocol, hostname, port, username, password } = new URL(address)
  if (protocol !== 'https:' || port || username || password) return false
  return isTheirs(hostname) && isTheirs(new URL(baseUrl).hostname)
}

function isTheirs(hostname: string): boolean {
  return hostname === 'bfl.ai' || hostname.endsWith('.bfl.ai')
}
