/**
 * The lists that open while one types: of a slash at the beginning of the message, and of `@` before the cursor. What is in them,
 * the composer doesn't know.
 */
import { findMention } from '@shared/reference-names'
import { useCallback, useId, useState, type KeyboardEvent } from 'react'

export interface SlashKeys {
  /** The id of the option that Enter chooses. Undefined: no list is on screen. */
  readonly activeId: string | undefined
  /** Whether the key was meant for the list. */
  handle(event: KeyboardEvent): boolean
  /** What was typed behind the sign is a whole word now: something behind it ended it. */
  complete(): void
}

export interface SlashList {
  readonly sign: '/' | '@'
  /** What was typed behind the sign. */
  readonly query: string
  readonly listId: string
  readonly onReady: (keys: SlashKeys | undefined) => void
  /** Something was chosen: these words take the place of the sign, and the box has the focus. */
  readonly onReplace: (words: string) => void
  /** The text stays, and opens no list until it's another one. */
  readonly onLeave: () => void
}

/** A longer one is a message. Characters. */
const LONGEST_QUERY = 60

export interface OpenList extends Omit<SlashList, 'onReplace'> {
  /** Where the sign and what was typed behind it stand. */
  readonly start: number
  readonly end: number
}

/** Undefined where the text asks for no list. `cursor`: behind what was typed last. `sign`: the only one that is of interest. */
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
  // Left for as long as the sign stands there.
  if (left !== undefined && left !== place) setLeft(undefined)
  const onLeave = useCallback(() => setLeft(place), [place])
  if (!asked || left === place) return { list: undefined, keys: undefined }
  return { list: { ...asked, listId, onReady: setKeys, onLeave }, keys }
}

/** Whether a text is what the list was opened for and one more sign, which ends the name. */
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
