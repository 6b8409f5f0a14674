/** Reads the input images of a request from disk. Await it before `willSend`, so that a missing image costs nothing. */
import { findContainer, SIGNATURE_LENGTH } from '@shared/image-file/container'
import { getMediaType } from '@shared/image-options'
import type { InputImage, RequestPart, TextTurn } from '@shared/request'
import type { Attempt } from './adapter'
import { InlineImage } from './encode-json'
import { checkMask } from './masks/check-mask'

/** An input image with its bytes. */
export interface ReadInput {
  readonly image: InputImage
  readonly bytes: Buffer
}

export type ReadPart = { readonly type: 'text'; readonly text: string } | ({ readonly type: 'image' } & ReadInput)

export interface ReadTurn {
  readonly role: TextTurn['role']
  readonly parts: readonly ReadPart[]
}

type InputReader = Pick<Attempt, 'readInput' | 'signal'>

/** Rejects with the signal's reason if the user stops meanwhile, and with a failure for an unusable mask. */
export async function readParts(parts: readonly RequestPart[], attempt: InputReader): Promise<readonly ReadPart[]> {
  const read: ReadPart[] = []
  for (const part of parts) {
    attempt.signal.throwIfAborted()
    if (part.type === 'text') {
      read.push(part)
      continue
    }
    const input = await readImage(part.image, attempt)
    if (part.image.role === 'mask') await checkMask(input.bytes, listReadInputs(read).length)
    read.push({ ...part, ...input })
  }
  return read
}

/** Uses the format of the bytes, since the image may have been converted to PNG. */
async function readImage(image: InputImage, attempt: InputReader): Promise<ReadInput> {
  const bytes = await attempt.readInput(image)
  const format = findContainer(bytes.subarray(0, SIGNATURE_LENGTH)) ?? image.format
  return { image: { ...image, format }, bytes }
}

/**
 * Returns the turns with their images. Services accept images only from the user, so those of an answer are moved to
 * the start of the next question.
 */
export async function readTurns(turns: readonly TextTurn[], attempt: InputReader): Promise<readonly ReadTurn[]> {
  const read: ReadTurn[] = []
  let shown: readonly ReadPart[] = []
  for (const { role, parts: asked } of turns) {
    const parts = await readParts(asked, attempt)
    if (role === 'user') {
      read.push({ role, parts: [...shown, ...parts] })
      shown = []
      continue
    }
    const images = listReadInputs(parts)
    shown = [...shown, ...images]
    // Drop an answer that consisted only of images.
    if (images.length === 0 || joinTexts(parts) !== '') read.push({ role, parts: parts.filter(isText) })
  }
  return shown.length > 0 ? [...read, { role: 'user', parts: shown }] : read
}

export function listReadInputs(parts: readonly ReadPart[]): readonly (ReadPart & ReadInput)[] {
  return parts.filter((part) => part.type === 'image')
}

/** Joins the texts of the parts with line breaks. */
export function joinTexts(parts: readonly ReadPart[]): string {
  return parts
    .filter(isText)
    .map(({ text }) => text)
    .join('\n')
}

function isText(part: ReadPart): part is Extract<ReadPart, { type: 'text' }> {
  return part.type === 'text'
}

/** For bodies built by `encodeJson`. */
export function toDataUrl({ image, bytes }: ReadInput): InlineImage {
  return new InlineImage(bytes, `data:${getMediaType(image.format)};base64,`)
}
