/** An archive of everything, as the page sees it. Sizes in bytes, times in milliseconds since the epoch. */
import type { ArchiveChange } from './archive'

/** Prefix of the addresses of files that the user chose to import. */
export const CHOSEN_FILE = 'easel://app/chosen/'

/** Raise it if an older Easel would misread the new format. */
export const LIBRARY_FORMAT = 1

export type LibraryProblem =
  /** The file isn't an archive that Easel wrote. */
  | 'not-easel'
  | 'damaged'
  /** A newer version of Easel wrote it. */
  | 'newer'
  | 'disk-full'
  | 'disk-failed'
  /** Another export or import is in progress. */
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

/** The result of opening an archive. Its rows are read next. */
export type Opened =
  | { readonly status: 'canceled' }
  /** Easel didn't write the file; possibly another app did. The page reads its bytes from `address`, once. */
  | { readonly status: 'foreign'; readonly name: string; readonly address: string }
  | { readonly status: 'failed'; readonly problem: LibraryProblem }
  | {
      readonly status: 'opened'
      readonly exportedAt: number
      /** Images that were new. */
      readonly images: number
      /** Images that already existed. */
      readonly known: number
      /** Entries whose content doesn't match their names. They were left out. */
      readonly damaged: number
      /** Lines of the spending record that were new. */
      readonly spendings: number
      /** Projects whose caps were restored. */
      readonly caps: number
    }

/** Rows of an opened archive. `damaged`: lines that couldn't be read. */
export interface LibraryRows {
  readonly changes: readonly ArchiveChange[]
  readonly damaged: number
}
