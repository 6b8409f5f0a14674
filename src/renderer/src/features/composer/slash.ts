/**
 * The lists that open while typing: for a slash at the start of the message, and for `@` before the cursor. The
 * composer doesn't know their content.
 */
import { findMention } from '@shared/reference-names'
import { useCallback, useId, useState, type KeyboardEvent } from 'react'

export interface SlashKeys {
  /** The id of the option that Enter chooses. Undefined: no list is shown. */
  readonly activeId: string | undefined
  /** Returns whether the list handled the key. */
  handle(event: KeyboardEvent): boolean
  /** Call it when a character ended the word after the sign. */
  complete(): void
}

export interface SlashList {
  readonly sign: '/' | '@'
  /** The text typed after the sign. */
  readonly query: string
  readonly listId: string
  readonly onReady: (keys: SlashKeys | undefined) => void
  /** An option was chosen: its text replaces the sign and the query, and the box keeps focus. */
  readonly onReplace: (words: string) => void
  /** Closes the list and keeps the text; no list opens until the text has changed. */
  readonly onLeave: () => void
}

/** Longer texts are messages. Characters. */
const LONGEST_QUERY = 60

export interface OpenList extends Omit<SlashList, 'onReplace'> {
  /** The range of the sign and the query. */
  readonly start: number
  readonly end: number
}

/**
 * Returns the open list and its keys, undefined if the text opens none. `cursor`: its position after typing. `sign`:
 * the only sign to handle.
 */
export function useSlash(
  text: string,
  cursor: number,
  sign?: '@',
): { readonly list: OpenList | undefined; readonly keys: SlashKeys | undefined } {
  const listId = useId()
  const [keys, setKeys] = useState<SlashKeys>()
  const [left, setLeft] = useState<string>()
  const asked = findAsked(text, cursor, sign)
  const place = asked && `${asked.sign}${asked.start}`
  // Stays closed while the sign is there.
  if (left !== undefined && left !== place) setLeft(undefined)
  const onLeave = useCallback(() => setLeft(place), [place])
  if (!asked || left === place) return { list: undefined, keys: undefined }
  return { list: { ...asked, listId, onReady: setKeys, onLeave }, keys }
}

/** Whether the text has one more character than when the list opened, and that character ends the name. */
export function endsName({ sign, end }: OpenList, text: string, cursor: number): boolean {
  return sign === '@' && cursor === end + 1 && findMention(text, cursor) === undefined
}

function findAsked(
  text: string,
  cursor: number,
  sign: '@' | undefined,
): Pick<OpenList, 'sign' | 'query' | 'start' | 'end'> | undefined {
  const isSlash = !sign && text.startsWith('/') && text.length <= LONGEST_QUERY && !text.includes('\n')
  if (isSlash) return { sign: '/', query: text.slice(1), start: 0, end: text.length }
  const mention = cursor <= text.length ? findMention(text, cursor) : undefined
  return mention && { sign: '@', ...mention, end: cursor }
}
