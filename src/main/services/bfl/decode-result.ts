/**
 * Decodes the image of a result, arriving or stored. The stored form is a line of our own with facts from the
 * submission, followed by the result as it arrived: only the submission reports the cost.
 */
import type { AnswerEvent } from '../adapter'
import { createFailure, parseText } from '../decode-answer'
import { isRecord } from '../json'
import type { FetchedImage } from '../remote-image'
import type { Job } from './job'

/** Fetches an image from its address. Never rejects. */
export type FetchImage = (url: string) => Promise<FetchedImage>

export function frameResult({ id, cost }: Job, result: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ submitted: { id, cost } })}\n`), result])
}

export async function* decodeResult(kept: Buffer, fetchImage: FetchImage): AsyncGenerator<AnswerEvent> {
  const { cost, body } = unframeResult(kept)
  if (body.trim() === '') throw createFailure('answer-empty')
  const json = parseText(body)?.json
  if (!isRecord(json)) throw createFailure('answer-damaged')
  const { result } = json
  const { sample } = isRecord(result) ? result : {}
  // Before the image: it was charged even if it can't be fetched.
  if (cost !== undefined) yield { type: 'cost', amount: cost }
  if (typeof sample !== 'string' || sample === '') throw createFailure('answer-empty')
  const found = await fetchImage(sample)
  if ('bytes' in found) yield { type: 'image', index: 0, bytes: found.bytes }
  else if (found.reason === 'refused') yield { type: 'unreadable-image', index: 0, ...found }
  else yield { type: 'unreadable-image', index: 0, cause: { code: 'result-expired' } }
}

function unframeResult(kept: Buffer): { readonly cost?: number; readonly body: string } {
  const text = kept.toString('utf8')
  const end = text.indexOf('\n')
  const head = parseText(text.slice(0, Math.max(0, end)))?.json
  const submitted = isRecord(head) ? head['submitted'] : undefined
  if (!isRecord(submitted)) return { body: text }
  const { cost } = submitted
  return { body: text.slice(end + 1), ...(typeof cost === 'number' && cost >= 0 && { cost }) }
}
