/** A chat for printing: HTML rendered by the page, and images served by main. */
import type { ObjectHash } from './ids'

export type PrintPiece =
  /** The page has escaped all text and closed all tags. */
  | { readonly html: string }
  /** Consecutive images; those of a question are small. */
  | { readonly images: readonly PrintedImage[]; readonly areSmall: boolean }

export interface PrintedImage {
  readonly hash: ObjectHash
  readonly alt: string
  /** In pixels, so that its space on the paper is known before it loads. */
  readonly width: number
  readonly height: number
}

export interface ChatPrint {
  /** Heads the first page and names the print job. */
  readonly title: string
  /** Below the title. */
  readonly head: string
  readonly pieces: readonly PrintPiece[]
  /** Shown instead of an image whose file is missing. */
  readonly missing: string
}

/** `no-printer`: the system has no printer, or no way to print. */
export type ChatPrinted = 'done' | 'canceled' | 'no-printer' | 'failed'

/** In characters. Longer than any realistic print; a longer document would exhaust memory. */
export const LONGEST_PRINT = 50_000_000
export const MOST_PRINTED_IMAGES = 10_000
