declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type ChatId = Branded<'ChatId'>
/**
 * A message's id. An assistant message and its run share one id, so starting it twice does nothing instead of being
 * billed twice.
 */
export type MessageId = Branded<'MessageId'>
export type RunId = MessageId
/** A saved prompt. */
export type PromptId = Branded<'PromptId'>
/** A batch of image requests (`batch/batch.ts`). */
export type BatchId = Branded<'BatchId'>
export type AttachmentId = Branded<'AttachmentId'>
/** SHA-256 of an image's bytes, 64 lowercase hex digits. The image's name on disk and in `easel-image://`. */
export type ObjectHash = Branded<'ObjectHash'>

const HASH = /^[0-9a-f]{64}$/

export function isObjectHash(value: string): value is ObjectHash {
  return HASH.test(value)
}

/** Creates a random (version 4) UUID with the requested brand. */
export function createId<Id extends ChatId | MessageId | PromptId | BatchId>(): Id {
  return globalThis.crypto.randomUUID() as Id
}

/** Derives the id of a run's nth image (from 0), so recovering an answer twice records it once. */
export function createAttachmentId(run: RunId, index: number): AttachmentId {
  return `${run}:${index}` as AttachmentId
}

/** Higher than any index that a service's own image can have. */
const FIRST_COMPOSITE = 50

/** Derives the id of the composite of an answer's image and its original, so composing twice records it once. */
export function findCompositeId(image: AttachmentId): AttachmentId {
  const [run = '', index = ''] = image.split(':')
  return createAttachmentId(run as RunId, Number(index) + FIRST_COMPOSITE)
}

/** Whether Easel composed it, rather than a model making it or the user adding it. */
export function isComposite(image: AttachmentId): boolean {
  return Number(image.split(':')[1]) >= FIRST_COMPOSITE
}
