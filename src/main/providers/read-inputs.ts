import { getMediaType } from '@shared/image-options'
import { listInputs, type InputImage, type RequestPart } from '@shared/request'
import type { Attempt } from './adapter'

/** An input image with its bytes. */
export interface ReadInput {
  readonly image: InputImage
  readonly bytes: Buffer
}

/**
 * Reads the input images of a request from the disk, in their order. Await it before `willSend`: a missing image then
 * costs nothing, because nothing is sent.
 */
export async function readInputs(
  parts: readonly RequestPart[],
  attempt: Pick<Attempt, 'readInput' | 'signal'>,
): Promise<readonly ReadInput[]> {
  const inputs: ReadInput[] = []
  for (const image of listInputs(parts)) {
    attempt.signal.throwIfAborted()
    inputs.push({ image, bytes: await attempt.readInput(image) })
  }
  return inputs
}

export function toDataUrl({ image, bytes }: ReadInput): string {
  return `data:${getMediaType(image.format)};base64,${bytes.toString('base64')}`
}
