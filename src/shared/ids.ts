declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type ChatId = Branded<'ChatId'>
/**
 * A message's id. An assistant message and its run share one id, so starting it twice does nothing instead of being
 * billed twice.
 */
export type MessageId = Branded<'MessageId'>
export type RunId = MessageId
export type AttachmentId = Branded<'AttachmentId'>
/** SHA-256 of an image's bytes, 64 lower-case hex digits. The image's name on the disk and in `easel-image://`. */
export type ObjectHash = Branded<'ObjectHash'>

const HASH = /^[0-9a-f]{64}$/

export function isObjectHash(value: string): value is ObjectHash {
  return HASH.test(value)
}

/** Creates a random (version 4) UUID with the requested brand. */
export function createId<Id extends ChatId | MessageId>(): Id {
  return globalThis.crypto.randomUUID() as Id
}

/** The id of a run's nth image (from 0). It's derived, so recovering an answer twice records it once. */
export function attachmentIdOf(run: RunId, index: number): AttachmentId {
  return `${run}:${index}` as AttachmentId
}
