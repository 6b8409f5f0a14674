/** A chat as it leaves Easel: Markdown, and the images that it shows. */
import type { ObjectHash } from './ids'
import type { RecipeFacts } from './recipe/recipe'

/** Main writes the address of the image where it stands, or that its file is missing. */
export type ChatPiece =
  | { readonly text: string }
  /** `image`: its place in the list. `alt`: what is read where it isn't shown. */
  | { readonly image: number; readonly alt: string }

export interface ChatExport {
  /** A UUID of the page's, by which it stops the export. */
  readonly id: string
  /** Of the file, without extension. Main makes it safe. */
  readonly title: string
  readonly pieces: readonly ChatPiece[]
  readonly images: readonly ExportedImage[]
  readonly words: {
    /** Behind the name of the Markdown file: the folder of its images. */
    readonly folder: string
    /** In place of an image whose file is missing. */
    readonly missing: string
  }
}

export interface ExportedImage {
  readonly hash: ObjectHash
  /** Without extension. Main makes it safe and numbers it where it's taken. */
  readonly name: string
  readonly recipe?: RecipeFacts
}

/** `missing`: images whose file is gone, or damaged. When it's stopped, nothing is saved. */
export type ChatExported = { readonly status: 'done'; readonly missing: number } | { readonly status: 'stopped' }

/** In characters, of all messages together. */
export const LONGEST_CHAT_TEXT = 200_000_000
