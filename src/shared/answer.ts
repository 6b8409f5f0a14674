/** What an answer consists of: texts, reasoning and images, in the order in which the model made them. */
import type { AttachmentId } from './ids'
import type { MicroUsd } from './money'
import type { ImageFile } from './request'
import type { Usage } from './usage'
import type { WebSource } from './web-search'

export type Upload =
  /** No Blob store is set up, so the file on the disk is the only copy. */
  | { readonly state: 'local' }
  | { readonly state: 'uploading' }
  | { readonly state: 'uploaded'; readonly url: string }
  /** The upload failed. `retryAt` (ms since the epoch) is absent when only the user can help. */
  | { readonly state: 'failed'; readonly reason: UploadProblem; readonly retryAt?: number }

export type UploadProblem =
  | 'unreachable'
  | 'refused'
  | 'wrong-access'
  | 'suspended'
  /** `VERCEL_BLOB_API_URL` is set, and no token may be sent there. */
  | 'address-unusable'
  | 'busy'
  | 'store-failed'
  | 'file-missing'

/** Only the user can make the store take images again. */
export function needsPerson(problem: UploadProblem): boolean {
  return ['refused', 'wrong-access', 'suspended', 'address-unusable', 'file-missing'].includes(problem)
}

/** What the provider says it chose, in its own words. */
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
  /** The user deleted it. Only the page knows. */
  readonly isDeleted?: true
}

export interface Preview {
  /** From 0; higher is sharper. */
  readonly index: number
  readonly image: ImageFile
}

export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  /** What the model thought before it answered, as far as the provider shows it. */
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'image'; readonly image: StoredImage }
  | WebSourcesPart

/** The pages that the answer names, and what the service says that it has searched for. */
export interface WebSourcesPart {
  readonly type: 'sources'
  readonly sources: readonly WebSource[]
  readonly queries: readonly string[]
  /** The same searches, as links to the search page of the service, where its terms ask for them to be shown so. */
  readonly suggestions?: readonly WebSource[]
}

/** The images of the parts, in their order. */
export function listImages(parts: readonly AnswerPart[]): readonly StoredImage[] {
  return parts.flatMap((part) => (part.type === 'image' ? [part.image] : []))
}

/** The texts of the parts, without reasoning, joined by blank lines. */
export function readText(parts: readonly AnswerPart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}

/** `reported`: the provider named the sum. `computed`: from the usage it reported. `estimated`: neither is known. */
export const COST_SOURCES = ['reported', 'computed', 'estimated'] as const
export type CostSource = (typeof COST_SOURCES)[number]

export interface Cost {
  readonly amount: MicroUsd
  readonly source: CostSource
  /** What it was estimated at, where the provider reported the cost only afterwards. */
  readonly formerEstimate?: MicroUsd
}

export interface Bill {
  /** Absent if the provider didn't report it. */
  readonly usage?: Usage
  /** Absent: unknown. Never 0 for something that was billed. */
  readonly cost?: Cost
}
