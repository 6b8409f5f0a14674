import { isBlank } from '@shared/is-blank'
import { nameQuestion } from '@shared/text-files'

/** Fits on one line of the sidebar and still distinguishes chats. Characters. */
const MAX_TITLE_LENGTH = 48
/** A shorter first clause says too little. */
const MIN_CLAUSE_LENGTH = 16

/** More than a title needs, so that a long text isn't processed in full. */
const MOST_READ = 2_000

/**
 * White space, control characters, and characters that change the direction or are invisible. Joiners stay: emoji and
 * some scripts need them.
 */
const GAP = /[\s\p{Cc}\p{Cs}\p{Bidi_C}\u200b\u2060]+/gu

/**
 * Creates a chat's title from its first prompt, or from file names if there is nothing else: one line. A long prompt is
 * cut to its first clause, or to as many words as fit.
 */
export function createTitle(prompt: string): string {
  const line = nameQuestion(prompt).slice(0, MOST_READ).replace(GAP, ' ').trim()
  if (line.length <= MAX_TITLE_LENGTH) return isBlank(line) ? prompt.trim() && '…' : line
  const room = line.slice(0, MAX_TITLE_LENGTH)
  const clause = /^(.+?)[,.;:!?。，、；：！？](?=\s|[\u3000-\u9fff\uff00-\uffef])/u.exec(room.slice(MIN_CLAUSE_LENGTH))
  if (clause) return room.slice(0, MIN_CLAUSE_LENGTH) + clause[1]
  const lastSpace = room.lastIndexOf(' ')
  const cut = lastSpace > 0 ? room.slice(0, lastSpace) : room.slice(0, MAX_TITLE_LENGTH - 1)
  // Cutting through a surrogate pair would leave half a character.
  return `${cut.replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:.–—-]+$/u, '')}…`
}
