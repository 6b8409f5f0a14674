/** What the page asks for when images leave Easel together: as files in a folder or a zip. */
import type { AttachmentId, ObjectHash } from '../ids'
import type { RecipeFacts } from '../recipe/recipe'

/** More than any gallery has. */
export const MOST_HANDED_OFF = 100_000

/** A file to be, of a stored image. */
export interface HandOffFile {
  readonly hash: ObjectHash
  /** Without extension. Main makes it safe and numbers it where it's taken. */
  readonly name: string
  readonly recipe?: RecipeFacts
  readonly about: FileAbout
}

/** What only the page knows of an image; it goes into the JSON beside it. */
export interface FileAbout {
  readonly id: AttachmentId
  /** The chat's title. */
  readonly chat?: string
  readonly rating?: number | 'rejected'
  readonly collections?: readonly string[]
}

export interface HandOffForm {
  readonly kind: 'folder' | 'zip'
  /** A JSON file beside each image. */
  readonly hasSidecars: boolean
  /** Whether prompt and settings are embedded, or all metadata is taken out. */
  readonly keepsRecipes: boolean
  readonly files: readonly HandOffFile[]
}

export interface HandOffOrder {
  /** A UUID of the page's, by which it stops the export. */
  readonly id: string
  /** Of the zip, without extension. */
  readonly suggestedName: string
  readonly form: HandOffForm
}

/**
 * How an export ended. `saved`: images whose files are complete; what is there stays. `missing`: images
 * whose file is gone.
 */
export type HandOffOutcome =
  | { readonly status: 'done'; readonly saved: number; readonly missing: number }
  | { readonly status: 'stopped'; readonly saved: number }
  | { readonly status: 'failed'; readonly reason: 'disk-full' | 'disk-failed'; readonly saved: number }

export interface HandOffProgress {
  readonly id: string
  readonly done: number
  readonly of: number
}
