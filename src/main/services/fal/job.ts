/** A job in fal's queue: its id and addresses. Keys are sent only to the connection's own server. */
import type { JobHandle } from '../adapter'
import { isOwnAddress } from '../jobs/own-address'
import { isRecord } from '../json'

export interface Job {
  readonly requestId: string
  readonly statusUrl: string
  readonly responseUrl: string
  readonly cancelUrl: string
}

/** Ids become part of addresses. */
const ID = /^[\w-]{1,120}$/

/** Reads the job from the response to a submission. Undefined if the response isn't a job. */
export function readJob(json: unknown, baseUrl: string, endpoint: string): Job | undefined {
  const {
    request_id: requestId,
    status_url: status,
    response_url: response,
    cancel_url: cancel,
  } = isRecord(json) ? json : {}
  if (typeof requestId !== 'string' || !ID.test(requestId)) return undefined
  const own = buildAddresses(requestId, baseUrl, endpoint)
  // A server at another address (the user's proxy) may return the original's addresses.
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
 * Restores the job of a stored handle. Undefined if the connection was changed and the job isn't at its address
 * anymore, since the key must not be sent elsewhere.
 */
export function findJob({ requestId, statusUrl, responseUrl, cancelUrl }: JobHandle, baseUrl: string): Job | undefined {
  if (requestId === undefined || !ID.test(requestId)) return undefined
  if (!isOwnAddress(statusUrl, baseUrl) || !isOwnAddress(responseUrl, baseUrl) || !isOwnAddress(cancelUrl, baseUrl))
    return undefined
  return { requestId, statusUrl, responseUrl, cancelUrl }
}

/** Builds addresses as documented by the service: owner and app, without the rest of the endpoint's path. */
function buildAddresses(requestId: string, baseUrl: string, endpoint: string): Omit<Job, 'requestId'> {
  const responseUrl = `${baseUrl}/${endpoint.split('/').slice(0, 2).join('/')}/requests/${requestId}`
  return { responseUrl, statusUrl: `${responseUrl}/status`, cancelUrl: `${responseUrl}/cancel` }
}
