/** An archive of everything, as the page sees it. Sizes in bytes, times in milliseconds since the epoch. */
import type { ArchiveChange } from './archive'

/** Below it are the addresses of files that the user chose to import. */
export const CHOSEN_FILE = 'easel://app/chosen/'

/** Raise it when an older Easel would misread what is written. */
export const LIBRARY_FORMAT = 1

export type LibraryProblem =
  /** The file isn't an archive that Easel wrote. */
  | 'not-easel'
  | 'damaged'
  /** A newer version of Easel wrote it. */
  | 'newer'
  | 'disk-full'
  | 'disk-failed'
  /** Another export or import is going on. */
  | 'busy'

export type Exported =
  | { readonly status: 'canceled' }
  | { readonly status: 'failed'; readonly problem: LibraryProblem }
  | {
      readonly status: 'saved'
      readonly path: string
      readonly chats: number
      readonly images: number
      readonly bytes: number
      /** Images whose file is missing or damaged. */
      readonly missing: number
    }

/** What main has taken from an archive. Its rows are read next. */
export type Opened =
  | { readonly status: 'canceled' }
  /** Easel didn't write the file: perhaps another app did. The page reads its bytes from `address`, once. */
  | { readonly status: 'foreign'; readonly name: string; readonly address: string }
  | { readonly status: 'failed'; readonly problem: LibraryProblem }
  | {
      readonly status: 'opened'
      readonly exportedAt: number
      /** Images that weren't here. */
      readonly images: number
      /** Images that were here already. */
      readonly known: number
      /** Entries that aren't what their names say. They were left out. */
      readonly damaged: number
      /** Lines of the spending record that weren't here. */
      readonly spendings: number
      /** Projects that got their caps back. */
      readonly caps: number
    }

/** Rows of an opened archive. Null after the last ones. `damaged`: lines that could not be read. */
export interface LibraryRows {
  readonly changes: readonly ArchiveChange[]
  readonly damaged: number
}
