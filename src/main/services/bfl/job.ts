/** A job at Black Forest Labs: its id, its polling address, and its cost as reported by the service. */
import type { MicroUsd } from '@shared/money'
import type { JobHandle } from '../adapter'
import { isRecord } from '../json'
import { isOwnAddress } from '../jobs/own-address'

export interface Job {
  readonly id: string
  readonly pollingUrl: string
  /** As reported when the job was accepted. Absent if the service reported none. */
  readonly cost?: MicroUsd
}

const ID = /^[\w-]{1,120}$/
/** In micro-dollars. A credit is a cent. */
const PER_CREDIT = 10_000
/** More than any image costs, so a larger number can't be in credits. */
const MOST_CREDITS = 1_000_000

/** Reads the job from the response to a submission. Undefined if the response isn't a job. */
export function readJob(json: unknown, baseUrl: string): Job | undefined {
  const { id, polling_url: address, cost: credits } = isRecord(json) ? json : {}
  if (typeof id !== 'string' || !ID.test(id)) return undefined
  const cost = readCost(credits)
  return {
    id,
    // A server at another address (the user's proxy) may return the original's.
    pollingUrl: mayHaveKey(address, baseUrl) ? address : `${baseUrl}/get_result?id=${id}`,
    ...(cost !== undefined && { cost }),
  }
}

/** Converts credits to micro-dollars. Undefined if it isn't a valid number of credits. */
export function readCost(credits: unknown): MicroUsd | undefined {
  if (typeof credits !== 'number' || !Number.isFinite(credits) || credits < 0 || credits > MOST_CREDITS)
    return undefined
  const exact = Number((credits * PER_CREDIT).toPrecision(12))
  // Never 0 for a positive amount.
  return credits > 0 ? Math.max(1, Math.round(exact)) : 0
}

export function toHandle({ id, pollingUrl, cost }: Job): JobHandle {
  return { id, pollingUrl, ...(cost !== undefined && { cost: String(cost) }) }
}

/**
 * Restores the job of a stored handle. Undefined if its address may no longer receive the connection's key, because the
 * connection was changed meanwhile.
 */
export function findJob({ id, pollingUrl, cost }: JobHandle, baseUrl: string): Job | undefined {
  if (id === undefined || !ID.test(id) || !mayHaveKey(pollingUrl, baseUrl)) return undefined
  return { id, pollingUrl, ...(cost !== undefined && /^\d{1,12}$/.test(cost) && { cost: Number(cost) }) }
}

/**
 * Whether an address may receive the key: the connection's own server, or any server of Black Forest Labs if the
 * connection is theirs. Jobs are polled where they're made, possibly in another region.
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
