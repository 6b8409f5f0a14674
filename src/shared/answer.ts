/** What an answer consists of: text, reasoning and images, in the order in which the model produced them. */
import type { AttachmentId } from './ids'
import type { MicroUsd } from './money'
import type { ImageFile } from './request'
import type { Usage } from './usage'
import type { WebSource } from './web-search'

export type Upload =
  /** No Blob store is set up, so the file on disk is the only copy. */
  | { readonly state: 'local' }
  | { readonly state: 'uploading' }
  | { readonly state: 'uploaded'; readonly url: string }
  /** `retryAt` (ms since the epoch) is absent if only the user can fix the problem. */
  | { readonly state: 'failed'; readonly reason: UploadProblem; readonly retryAt?: number }

export type UploadProblem =
  | 'unreachable'
  | 'refused'
  | 'wrong-access'
  | 'suspended'
  /** `VERCEL_BLOB_API_URL` is set to an address that no token may be sent to. */
  | 'address-unusable'
  | 'busy'
  | 'store-failed'
  | 'file-missing'

/** Whether only the user can make the store accept images again. */
export function needsPerson(problem: UploadProblem): boolean {
  return ['refused', 'wrong-access', 'suspended', 'address-unusable', 'file-missing'].includes(problem)
}

/** The values the provider reports having chosen, as it spells them. */
export interface Rendering {
  readonly quality?: string
  readonly background?: string
}

export interface StoredImage extends ImageFile {
  readonly attachmentId: AttachmentId
  readonly upload: Upload
  /** The prompt as the provider rewrote it, if it reports that. */
  readonly revisedPrompt?: string
  /** Absent if the provider doesn't report it. */
  readonly rendering?: Rendering
  /** The user deleted it. Stored only in the page's database. */
  readonly isDeleted?: true
}

export interface Preview {
  /** From 0; higher is sharper. */
  readonly index: number
  readonly image: ImageFile
}

export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  /** The model's reasoning before its answer, as far as the provider reveals it. */
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'image'; readonly image: StoredImage }
  | WebSourcesPart

/** The pages the answer cites, and the searches the service reports. */
export interface WebSourcesPart {
  readonly type: 'sources'
  readonly sources: readonly WebSource[]
  readonly queries: readonly string[]
  /** The same searches as links to the service's search page, if its terms require showing them that way. */
  readonly suggestions?: readonly WebSource[]
}

/** Lists the images among the parts, in order. */
export function listImages(parts: readonly AnswerPart[]): readonly StoredImage[] {
  return parts.flatMap((part) => (part.type === 'image' ? [part.image] : []))
}

/** Joins the text parts with blank lines, leaving out reasoning. */
export function readText(parts: readonly AnswerPart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}

/** `reported`: the provider named the amount. `computed`: from the usage it reported. `estimated`: neither is known. */
export const COST_SOURCES = ['reported', 'computed', 'estimated'] as const
export type CostSource = (typeof COST_SOURCES)[number]

export interface Cost {
  readonly amount: MicroUsd
  readonly source: CostSource
  /** The estimate before the provider reported the actual cost. */
  readonly formerEstimate?: MicroUsd
}

export interface Bill {
  /** Absent if the provider didn't report it. */
  readonly usage?: Usage
  /** Absent: unknown. Never 0 for something that was billed. */
  readonly cost?: Cost
}
