/** A permanent deletion on disk: `bin/<id>.json`, replaced atomically with each step. */
import type { UploadProblem } from '@shared/answer'
import type { BinPlan } from '@shared/bin'
import { isObjectHash, type AttachmentId, type ChatId, type ObjectHash, type RunId } from '@shared/ids'
import { z } from '../zod'

export type BinEntry =
  /** The page may still have the rows. */
  | { readonly step: 'rows'; readonly plan: BinPlan }
  /** The rows are deleted in both copies. `needed`: files that have come into use since. */
  | { readonly step: 'files'; readonly plan: BinPlan; readonly needed: readonly ObjectHash[] }
  /** Only uploaded copies are left. */
  | {
      readonly step: 'copies'
      readonly id: string
      readonly copies: readonly string[]
      readonly problem?: UploadProblem
    }

const hash = z.custom<ObjectHash>((value) => typeof value === 'string' && isObjectHash(value))
const plan = z.object({
  id: z.uuid(),
  chats: z.array(z.custom<ChatId>(isString)),
  images: z.array(z.custom<AttachmentId>(isString)),
  // These become file names.
  runs: z.array(z.uuid().transform((id) => id as RunId)),
  hashes: z.array(hash),
  copies: z.array(z.string()),
})
const entry = z.discriminatedUnion('step', [
  z.object({ step: z.literal('rows'), plan }),
  z.object({ step: z.literal('files'), plan, needed: z.array(hash) }),
  z.object({ step: z.literal('copies'), id: z.uuid(), copies: z.array(z.string()) }),
])

/** Throws on anything that isn't an entry. */
export function parseBinEntry(text: string): BinEntry {
  return entry.parse(JSON.parse(text))
}

export function getEntryId(of: BinEntry): string {
  return of.step === 'copies' ? of.id : of.plan.id
}

function isString(value: unknown): boolean {
  return typeof value === 'string'
}
