/** Decodes the image in the body of one call, arriving or stored. */
import { FailureError, type Failure, type FailureCode } from '@shared/failure'
import type { Usage } from '@shared/usage'
import { decodeBase64 } from '../../objects/decode-base64'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import { toEndFailure, toPromptFailure, toStreamedFailure } from './failures'
import { readResponse } from './read-parts'
import { readUsage } from './usage'

/** The result of one call: images, or why there are none, and the usage if reported. */
export interface CallResult {
  readonly images: readonly Buffer[]
  readonly failure?: Failure
  readonly usage?: Usage
  readonly responseId?: string
}

export async function decodeImage(body: Buffer): Promise<CallResult> {
  const text = body.toString('utf8')
  if (text.trim() === '') return createEmptyResult('answer-empty')
  if (/^\s*</.test(text)) return createEmptyResult('not-an-api')
  const json = parseText(text)?.json
  // For streamed requests it sends a list of responses. Some gateways always do.
  const bodies = (Array.isArray(json) ? json : [json]).filter(isRecord)
  if (bodies.length === 0) return createEmptyResult('answer-damaged')
  const responses = bodies.map(readResponse)
  const usage = readUsage(responses.findLast((response) => response.usage !== undefined)?.usage, 'image')
  const responseId = responses.map((response) => response.responseId).find(Boolean)
  const facts = { ...(usage && { usage }), ...(responseId && { responseId }) }
  const base64 = responses.flatMap((response) => response.images)
  const images = await Promise.all(base64.map((image) => decodeBase64(image).catch(() => undefined)))
  const sound = images.filter((image) => image !== undefined)
  if (sound.length > 0) return { images: sound, ...facts }
  const failure = images.length > 0 ? createEmptyResult('image-damaged').failure : explainNone(bodies, responses)
  const requestId = responseId && { requestId: responseId }
  return { images: [], failure: { ...failure, ...requestId, ...(usage && { charge: 'charged' }) }, ...facts }
}

function explainNone(
  bodies: readonly Record<string, unknown>[],
  responses: readonly ReturnType<typeof readResponse>[],
) {
  const reported = bodies.map((body) => toStreamedFailure(body, false)).find(Boolean)
  if (reported) return reported.failure
  const said = responses
    .map(({ finishMessage }) => finishMessage)
    .join(' ')
    .trim()
  const words =
    said ||
    responses
      .map((response) => response.words)
      .join('')
      .trim()
  const blockReason = responses.map((response) => response.blockReason).find(Boolean)
  if (blockReason) return toPromptFailure(blockReason, said)
  return toEndFailure(responses.map((response) => response.finishReason).findLast(Boolean) ?? '', words, 'image')
}

function createEmptyResult(code: FailureCode): { readonly images: readonly []; readonly failure: Failure } {
  return { images: [], failure: { code, charge: 'unknown', at: Date.now() } }
}

/** Combines the failures of calls that all failed: picks one with the worst charge. */
export function combineFailures(failures: readonly Failure[]): FailureError {
  const worst = (['charged', 'unknown', 'none'] as const)
    .map((charge) => failures.find((failure) => failure.charge === charge))
    .find(Boolean)
  return new FailureError(worst ?? { code: 'answer-empty', charge: 'unknown', at: Date.now() })
}
