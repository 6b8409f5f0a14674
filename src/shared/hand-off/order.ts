/** What the page asks for when images leave Easel together: as files in a folder or a zip, or on a contact sheet. */
import type { AttachmentId, ObjectHash } from '../ids'
import type { RecipeFacts } from '../recipe/recipe'

/** More than any gallery has. */
export const MOST_HANDED_OFF = 100_000
/** A sheet of more would be a book, and Chromium keeps all of it in memory while it prints. */
export const MOST_ON_SHEET = 500

/** Of a prompt, in characters: two lines show fewer. */
export const LONGEST_CAPTION = 500

export const PAPERS = ['a4', 'a3', 'letter', 'tabloid'] as const
export type Paper = (typeof PAPERS)[number]

export const LEAST_COLUMNS = 2
export const MOST_COLUMNS = 12
/** Of a sheet that is an image, in pixels. */
export const LEAST_SHEET_WIDTH = 600
export const MOST_SHEET_WIDTH = 4_000

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

/** An image on a sheet. */
export interface SheetCell {
  readonly hash: ObjectHash
  readonly width: number
  readonly height: number
  /** Two lines below the image. Empty: none. */
  readonly prompt: string
  /** One line each, below it. */
  readonly facts: readonly string[]
}

export interface SheetLook {
  readonly columns: number
  readonly theme: 'light' | 'dark'
  readonly cells: readonly SheetCell[]
}

export interface FilesForm {
  readonly kind: 'folder' | 'zip'
  /** A JSON file beside each image. */
  readonly hasSidecars: boolean
  /** Whether prompt and settings are embedded, or all metadata is taken out. */
  readonly keepsRecipes: boolean
  readonly files: readonly HandOffFile[]
}

export type SheetForm =
  | ({ readonly kind: 'pdf'; readonly paper: Paper; readonly isLandscape: boolean } & SheetLook)
  /** `width`: in pixels. It becomes as high as it needs to be. */
  | ({ readonly kind: 'png'; readonly width: number } & SheetLook)

export type HandOffForm = FilesForm | SheetForm

export interface HandOffOrder {
  /** A UUID of the page's, by which it stops the export. */
  readonly id: string
  /** Of the zip or the sheet, without extension. */
  readonly suggestedName: string
  readonly form: HandOffForm
}

/**
 * How an export ended. `saved`: images whose files are complete, or that are on the sheet; what is there stays. `missing`: images
 * whose file is gone.
 */
export type HandOffOutcome =
  | { readonly status: 'done'; readonly saved: number; readonly missing: number }
  | { readonly status: 'stopped'; readonly saved: number }
  | {
      readonly status: 'failed'
      readonly reason: 'disk-full' | 'disk-failed' | 'sheet-failed'
      readonly saved: number
    }

export interface HandOffProgress {
  readonly id: string
  readonly done: number
  readonly of: number
}
