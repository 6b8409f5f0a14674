/** What footnote marks know about the answer around them. */
import { createContext, use } from 'react'

export interface Notes {
  /** Distinguishes the notes of this text from those of others. */
  readonly id: string
  /** The labels of the notes that the text contains. */
  readonly labels: ReadonlySet<string>
  readonly streaming: boolean
}

export const NotesContext = createContext<Notes>({ id: '', labels: new Set(), streaming: false })

export interface NotePlaces {
  /** The element ids of a note, and of the first mark that leads to it. */
  readonly note: string
  readonly reference: string
  /** Whether the note exists. While the text streams, a note with a number is assumed to follow. */
  readonly isKnown: boolean
  readonly isHere: boolean
}

export function useNotePlaces(label: string): NotePlaces {
  const { id, labels, streaming } = use(NotesContext)
  const isHere = labels.has(label)
  const isExpected = streaming && /^\d{1,3}$/.test(label)
  return { note: `${id}note-${label}`, reference: `${id}reference-${label}`, isHere, isKnown: isHere || isExpected }
}
