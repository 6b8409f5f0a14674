/** A request to a model, built from parts, so that text and images can come in any order. */
import type { ModelId } from './catalogue'
import type { AttachmentId, ObjectHash } from './ids'
import type { ImageOptions, StoredFormat } from './image-options'
import { numberReferences } from './reference-names'
import type { TextSettings } from './text-settings'

/** An image on disk, served as `easel-image://<hash>`. */
export interface ImageFile {
  readonly hash: ObjectHash
  readonly format: StoredFormat
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/**
 * An image's purpose in the request. `reference`: to be edited or followed. `mask`: its transparent parts are
 * regenerated. `markup`: drawn marks over the first reference. `context`: shown to a text model.
 */
export const INPUT_ROLES = ['reference', 'mask', 'markup', 'context'] as const
export type InputRole = (typeof INPUT_ROLES)[number]

/** An image from which Easel made another one without a model. */
export interface ImageOrigin extends ImageFile {
  readonly attachmentId: AttachmentId
}

export interface InputImage extends ImageFile {
  /** The image's attachment, which may be the output of an earlier answer. */
  readonly attachmentId: AttachmentId
  /** For a crop, an extended canvas, or a copy with marks: the image it was made from. That image isn't sent. */
  readonly madeFrom?: ImageOrigin
  readonly role: InputRole
  /** For a mask: changes that the model makes outside of it are undone afterwards, in a copy. */
  readonly keepsOutside?: true
  /** Its name after `@` in the prompt (`reference-names.ts`). */
  readonly name?: string
}

export type RequestPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly image: InputImage }

export interface ImageRequest {
  readonly kind: 'image'
  readonly model: ModelId
  /** Contains at least one text. */
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
  /** Only settings that the model supports. Absent: the model's defaults. */
  readonly settings?: TextSettings
}

export type Request = ImageRequest | TextRequest

/** Lone surrogates, left when text is cut inside a character, and NUL: services refuse requests with either. */
const UNSENDABLE = /\p{Surrogate}|\0/gu

/**
 * Builds the parts of a prompt, followed by its images in order. Numbers are added to image names, and characters that
 * can't be sent become "\ufffd".
 */
export function createParts(text: string, images: readonly InputImage[] = []): readonly RequestPart[] {
  return [
    { type: 'text', text: numberReferences(text, images).replace(UNSENDABLE, '\ufffd') },
    ...images.map((image) => ({ type: 'image', image }) as const),
  ]
}

/** Joins the text parts with line breaks. */
export function readPrompt(parts: readonly RequestPart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}

export function listInputs(parts: readonly RequestPart[]): readonly InputImage[] {
  return parts.flatMap((part) => (part.type === 'image' ? [part.image] : []))
}
