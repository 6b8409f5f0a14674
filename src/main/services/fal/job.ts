/** A job in fal's queue: its id and addresses. A key is only ever sent to the connection's own server. */
import type { JobHandle } from '../adapter'
import { isOwnAddress } from '../jobs/own-address'
import { isRecord } from '../json'

export interface Job {
  readonly requestId: string
  readonly statusUrl: string
  readonly responseUrl: string
  readonly cancelUrl: string
}

/** Ids are parts of addresses. */
const ID = /^[\w-]{1,120}$/

/** The job that the answer to a submission names. Undefined when that isn't one. */
export function readJob(json: unknown, baseUrl: string, endpoint: string): Job | undefined {
  const {
    request_id: requestId,
    status_url: status,
    response_url: response,
    cancel_url: cancel,
  } = isRecord(json) ? json : {}
  if (typeof requestId !== 'string' || !ID.test(requestId)) return undefined
  const own = buildAddresses(requestId, baseUrl, endpoint)
  // A server behind another address (a proxy of the user's) may name the original's addresses.
  return {
    requestId,
    statusUrl: isOwnAddress(status, baseUrl) ? status : own.statusUrl,
    responseUrl: isOwnAddress(response, baseUrl) ? response : own.responseUrl,
    cancelUrl: isOwnAddress(cancel, baseUrl) ? cancel : own.cancelUrl,
  }
}

export function toHandle(job: Job): JobHandle {
  return { ...job }
}

/**
 * The job of a handle that was kept. Undefined when it isn't at this address anymore, because the connection was changed
 * meanwhile: its key must not go elsewhere.
 */
export function findJob({ requestId, statusUrl, responseUrl, cancelUrl }: JobHandle, baseUrl: string): Job | undefined {
  if (requestId === undefined || !ID.test(requestId)) return undefined
  if (!isOwnAddress(statusUrl, baseUrl) || !isOwnAddress(responseUrl, baseUrl) || !isOwnAddress(cancelUrl, baseUrl))
    return undefined
  return { requestId, statusUrl, responseUrl, cancelUrl }
}

/** As the service documents them: owner and app, without the rest of the endpoint's path. */
function buildAddresses(requestId: string, baseUrl: string, endpoint: string): Omit<Job, 'requestId'> {
  const responseUrl = `${baseUrl}/${endpoint.split('/').slice(0, 2).join('/')}/requests/${requestId}`
  return { responseUrl, statusUrl: `${responseUrl}/status`, cancelUrl: `${responseUrl}/cancel` }
}
