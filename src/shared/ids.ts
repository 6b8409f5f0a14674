declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type ChatId = Branded<'ChatId'>
/** A message's id. An assistant message and the run that makes it share one id: asking twice is a no-op, not two bills. */
export type MessageId = Branded<'MessageId'>
export type RunId = MessageId
export type AttachmentId = Branded<'AttachmentId'>
/** SHA-256 of an image's bytes, 64 lower-case hex digits: its name on disk and in `easel-image://`. */
export type ObjectHash = Branded<'ObjectHash'>

const HASH = /^[0-9a-f]{64}$/

export function isObjectHash(value: string): value is ObjectHash {
  return HASH.test(value)
}

/** A fresh random (version 4) UUID under the wanted brand. */
export function createId<Id extends ChatId | MessageId>(): Id {
  return globalThis.crypto.randomUUID() as Id
}

/** The id of the n-th image (from 0) of a run: derived, so that recovering an answer twice records it once. */
export function attachmentIdOf(run: RunId, index: number): AttachmentId {
  return `${run}:${index}` as AttachmentId
}
