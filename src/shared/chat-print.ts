/** A chat as it's printed: what the page has drawn, as HTML, and the images that main serves. */
import type { ObjectHash } from './ids'

export type PrintPiece =
  /** Words that the page has escaped. Closes what it opens. */
  | { readonly html: string }
  /** Images that follow each other; those of a question are small. */
  | { readonly images: readonly PrintedImage[]; readonly areSmall: boolean }

export interface PrintedImage {
  readonly hash: ObjectHash
  readonly alt: string
  /** In pixels: its place on the paper is known before it's loaded. */
  readonly width: number
  readonly height: number
}

export interface ChatPrint {
  /** At the top of the first page, and of the print job. */
  readonly title: string
  /** Below the title. */
  readonly head: string
  readonly pieces: readonly PrintPiece[]
  /** In place of an image whose file is missing. */
  readonly missing: string
}

/** `no-printer`: the system has none, or no way to print. */
export type ChatPrinted = 'done' | 'canceled' | 'no-printer' | 'failed'

/** More than anyone prints; the document of a longer chat would fill the memory. Characters. */
export const LONGEST_PRINT = 50_000_000
export const MOST_PRINTED_IMAGES = 10_000
