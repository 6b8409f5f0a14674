/** Export orders for several images: as files in a folder or a zip, or on a contact sheet. */
import type { AttachmentId, ObjectHash } from '../ids'
import type { RecipeFacts } from '../recipe/recipe'

/** More than any realistic gallery has. */
export const MOST_HANDED_OFF = 100_000
/** Chromium keeps the whole sheet in memory while printing, and a larger one would be a book. */
export const MOST_ON_SHEET = 500

/** Characters of the prompt; two lines show fewer. */
export const LONGEST_CAPTION = 500

export const PAPERS = ['a4', 'a3', 'letter', 'tabloid'] as const
export type Paper = (typeof PAPERS)[number]

export const LEAST_COLUMNS = 2
export const MOST_COLUMNS = 12
/** Of a sheet exported as an image, in pixels. */
export const LEAST_SHEET_WIDTH = 600
export const MOST_SHEET_WIDTH = 4_000

/** A stored image to export as a file. */
export interface HandOffFile {
  readonly hash: ObjectHash
  /** Without extension. Main sanitizes it and adds a number if it's taken. */
  readonly name: string
  readonly recipe?: RecipeFacts
  readonly about: FileAbout
}

/** What only the page knows about an image. Written to the JSON file next to it. */
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
  /** Shown in up to two lines below the image. Empty: none. */
  readonly prompt: string
  /** One line each, below the prompt. */
  readonly facts: readonly string[]
}

export interface SheetLook {
  readonly columns: number
  readonly theme: 'light' | 'dark'
  readonly cells: readonly SheetCell[]
}

export interface FilesForm {
  readonly kind: 'folder' | 'zip'
  /** Whether each image gets a JSON file next to it. */
  readonly hasSidecars: boolean
  /** True embeds prompt and settings; false removes all metadata. */
  readonly keepsRecipes: boolean
  readonly files: readonly HandOffFile[]
}

export type SheetForm =
  | ({ readonly kind: 'pdf'; readonly paper: Paper; readonly isLandscape: boolean } & SheetLook)
  /** `width`: in pixels. The height follows from the content. */
  | ({ readonly kind: 'png'; readonly width: number } & SheetLook)

export type HandOffForm = FilesForm | SheetForm

export interface HandOffOrder {
  /** A UUID from the page, used to stop the export. */
  readonly id: string
  /** File name of the zip or the sheet, without extension. */
  readonly suggestedName: string
  readonly form: HandOffForm
}

/**
 * How an export ended. `saved`: images whose files are complete, or that are on the sheet; they stay. `missing`: images
 * whose file is missing.
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
