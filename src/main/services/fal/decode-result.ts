/** Decodes the images of a result, arriving or stored. They're given by address and fetched right away. */
import type { FailureCause } from '../adapter'
import type { AnswerEvent } from '../adapter'
import { decodeBase64 } from '../../objects/decode-base64'
import { createFailure, parseText } from '../decode-answer'
import { isRecord } from '../json'
import type { FetchedImage } from '../remote-image'

/** Fetches an image from its address. Never rejects. */
export type FetchImage = (url: string) => Promise<FetchedImage>

/** The service's filter replaced the image, usually with a black one. It was paid for, so it's kept and marked. */
const FILTERED: FailureCause = { code: 'prompt-refused', stage: 'output' }

export async function* decodeResult(body: Buffer, fetchImage: FetchImage): AsyncGenerator<AnswerEvent> {
  const text = body.toString('utf8')
  if (text.trim() === '') throw createFailure('answer-empty')
  if (/^\s*</.test(text)) throw createFailure('not-an-api')
  const json = parseText(text)?.json
  if (!isRecord(json)) throw createFailure('answer-damaged')
  const addresses = findAddresses(json)
  if (addresses.length === 0) throw createFailure('answer-empty')
  const flags = json['has_nsfw_concepts']
  // Fetched in parallel. Events keep the order of the result.
  const fetching = addresses.map((address) => getImage(address, fetchImage))
  for (const [index, pending] of fetching.entries()) {
    const found = await pending
    const isFiltered = Array.isArray(flags) && flags[index] === true
    if (!('bytes' in found)) yield { type: 'unreadable-image', index, ...found }
    else yield { type: 'image', index, bytes: found.bytes, ...(isFiltered && { flaw: FILTERED }) }
  }
  yield { type: 'usage', usage: [{ what: 'imageOut', unit: 'image', quantity: addresses.length }] }
}

/** `images`, or `image` from endpoints that make one. */
function findAddresses({ images, image }: Record<string, unknown>): readonly string[] {
  const items: readonly unknown[] = Array.isArray(images) ? images : [image]
  return items.flatMap((item) => {
    const address = isRecord(item) ? item['url'] : item
    return typeof address === 'string' && address !== '' ? [address] : []
  })
}

async function getImage(address: string, fetchImage: FetchImage): Promise<FetchedImage | Record<string, never>> {
  if (!/^data:/i.test(address)) return fetchImage(address)
  try {
    return { bytes: await decodeBase64(address) }
  } catch {
    return {}
  }
}
