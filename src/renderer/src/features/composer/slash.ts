/** The list that a slash at the beginning of the message opens. What is in it, the composer doesn't know. */
import { useCallback, useId, useState, type KeyboardEvent } from 'react'

export interface SlashKeys {
  /** The id of the option that Enter chooses. Undefined: no list is on screen. */
  readonly activeId: string | undefined
  /** Whether the key was meant for the list. */
  handle(event: KeyboardEvent): boolean
}

export interface SlashList {
  /** What was typed behind the slash. */
  readonly query: string
  readonly listId: string
  readonly onReady: (keys: SlashKeys | undefined) => void
  /** Something was chosen: these words take the place of the slash, and the box has the focus. */
  readonly onReplace: (words: string) => void
  /** The text stays, and opens no list until it's another one. */
  readonly onLeave: () => void
}

/** A longer one is a message. Characters. */
const LONGEST_QUERY = 60

/** Undefined where the text asks for no list. */
export function useSlash(text: string): {
  readonly list: Omit<SlashList, 'onReplace'> | undefined
  readonly keys: SlashKeys | undefined
} {
  const listId = useId()
  const [keys, setKeys] = useState<SlashKeys>()
  const [left, setLeft] = useState(false)
  const isSlash = text.startsWith('/') && text.length <= LONGEST_QUERY && !text.includes('\n')
  // Left for as long as it begins with the slash.
  if (left && !isSlash) setLeft(false)
  const onLeave = useCallback(() => setLeft(true), [])
  if (!isSlash || left) return { list: undefined, keys: undefined }
  return { list: { query: text.slice(1), listId, onReady: setKeys, onLeave }, keys }
}
