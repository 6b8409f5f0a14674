/** What is asked of a model, made of parts, so that text and images can come in any order. */
import type { ModelId } from './catalogue'
import type { AttachmentId, ObjectHash } from './ids'
import type { ImageOptions, StoredFormat } from './image-options'
import { numberReferences } from './reference-names'
import type { TextSettings } from './text-settings'

/** An image on this computer's disk, served as `easel-image://<hash>`. */
export interface ImageFile {
  readonly hash: ObjectHash
  readonly format: StoredFormat
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/**
 * What an image is sent for. `reference`: to be edited or followed. `mask`: its transparent parts are made anew.
 * `markup`: marks over the first reference. `context`: shown to a text model.
 */
export const INPUT_ROLES = ['reference', 'mask', 'markup', 'context'] as const
export type InputRole = (typeof INPUT_ROLES)[number]

/** An image that another one was made from in Easel, without any model. */
export interface ImageOrigin extends ImageFile {
  readonly attachmentId: AttachmentId
}

export interface InputImage extends ImageFile {
  /** The attachment of the image, which may be the output of an earlier answer. */
  readonly attachmentId: AttachmentId
  /** Of a part that was cut out, an extended canvas, or a copy with marks: the image it was made from. Not sent for that. */
  readonly madeFrom?: ImageOrigin
  readonly role: InputRole
  /** Of a mask: whatever the model changes outside of it is put back afterwards, in a copy. */
  readonly keepsOutside?: true
  /** What the prompt calls it, behind `@` (`reference-names.ts`). */
  readonly name?: string
}

export type RequestPart =
  { readonly type: 'text'; readonly text: string } | { readonly type: 'image'; readonly image: InputImage }

export interface ImageRequest {
  readonly kind: 'image'
  readonly model: ModelId
  /** At least one text. */
  readonly parts: readonly RequestPart[]
  readonly options: ImageOptions
}

export interface TextTurn {
  readonly role: 'user' | 'assistant'
  readonly parts: readonly RequestPart[]
}

export interface TextRequest {
  readonly kind: 'text'
  readonly model: ModelId
  /** The visible messages up to and including the question. */
  readonly turns: readonly TextTurn[]
  /** The system message of the chat. Absent: none. */
  readonly instructions?: string
  /** Only what the model takes. Absent: everything is left to the model. */
  readonly settings?: TextSettings
}

export type Request = ImageRequest | TextRequest

/** Half of a character, as a cut leaves it, and NUL: services refuse requests with either. */
const UNSENDABLE = /\p{Surrogate}|\0/gu

/**
 * The parts of a prompt with its images behind it, in their order. Names of images get their numbers. What can't be sent is replaced by its sign, "\ufffd". */
export function createParts(text: string, images: readonly InputImage[] = []): readonly RequestPart[] {
  return [
    { type: 'text', text: numberReferences(text, images).replace(UNSENDABLE, '\ufffd') },
    ...images.map((image) => ({ type: 'image', image }) as const),
  ]
}

/** The texts of the parts, joined by line breaks. */
export function readPrompt(parts: readonly RequestPart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

export function listInputs(parts: readonly RequestPart[]): readonly InputImage[] {
  return parts.flatMap((part) => (part.type === 'image' ? [part.image] : []))
}
