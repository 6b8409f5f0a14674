/** An exported chat: Markdown, and the images in it. */
import type { ObjectHash } from './ids'
import type { RecipeFacts } from './recipe/recipe'

/** Main replaces an image piece with the image's address, or with a note that its file is missing. */
export type ChatPiece =
  | { readonly text: string }
  /** `image`: index in the list. `alt`: alternative text. */
  | { readonly image: number; readonly alt: string }

export interface ChatExport {
  /** A UUID from the page, used to stop the export. */
  readonly id: string
  /** The file name without extension. Main sanitizes it. */
  readonly title: string
  readonly pieces: readonly ChatPiece[]
  readonly images: readonly ExportedImage[]
  readonly words: {
    /** Suffix of the images folder, after the Markdown file's name. */
    readonly folder: string
    /** Shown instead of an image whose file is missing. */
    readonly missing: string
  }
}

export interface ExportedImage {
  readonly hash: ObjectHash
  /** Without extension. Main sanitizes it and adds a number if it's taken. */
  readonly name: string
  readonly recipe?: RecipeFacts
}

/** `missing`: images whose file is missing or damaged. If the export is stopped, nothing is saved. */
export type ChatExported = { readonly status: 'done'; readonly missing: number } | { readonly status: 'stopped' }

/** In characters, for all messages together. */
export const LONGEST_CHAT_TEXT = 200_000_000
