import { isBlank } from '@shared/is-blank'
import { nameQuestion } from '@shared/text-files'

/** Fits the sidebar on one line and still tells one chat from the next. Characters. */
const MAX_TITLE_LENGTH = 48
/** A first clause that is shorter says too little. */
const MIN_CLAUSE_LENGTH = 16

/** More than a title has, so that a long text isn't gone through. */
const MOST_READ = 2_000

/**
 * Between words, and what turns the writing around or shows nothing. Joiners stay: emoji and some scripts are made with
 * them.
 */
const GAP = /[\s\p{Cc}\p{Cs}\p{Bidi_C}\u200b\u2060]+/gu

/** Makes a chat's title from its first prompt, of nothing but files from their names: one line; of a long one the first clause, or as many words as fit. */
export function createTitle(prompt: string): string {
  const line = nameQuestion(prompt).slice(0, MOST_READ).replace(GAP, ' ').trim()
  if (line.length <= MAX_TITLE_LENGTH) return isBlank(line) ? prompt.trim() && '…' : line
  const room = line.slice(0, MAX_TITLE_LENGTH)
  const clause = /^(.+?)[,.;:!?。，、；：！？](?=\s|[\u3000-\u9fff\uff00-\uffef])/u.exec(room.slice(MIN_CLAUSE_LENGTH))
  if (clause) return room.slice(0, MIN_CLAUSE_LENGTH) + clause[1]
  const lastSpace = room.lastIndexOf(' ')
  const cut = lastSpace > 0 ? room.slice(0, lastSpace) : room.slice(0, MAX_TITLE_LENGTH - 1)
  // A cut through a surrogate pair would leave half a character.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:.–—-]+$/u, '')}…`
}
