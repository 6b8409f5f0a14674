/** Counts matches in messages that aren't in the page. Pure. */
import { plainText } from '@/data/plain-text'
import { readMessageText } from '../answer-content'
import type { Message } from '../model'

/**
 * Approximate: the visible text is only known once it's in the page. Code, for example, may look like Markdown marks.
 */
export function countMatches(message: Message, pattern: RegExp): number {
  const text = readMessageText(message)
  // Most messages have no match, with or without marks.
  if (message.role === 'user') return count(text, pattern)
  return pattern.test(text) || MARKS.test(text) ? count(plainText(text).replace(STRESS, '$1'), pattern) : 0
}

const MARKS = /[*_`~\\<\]]/
/** Also inside a word, where `plainText` keeps the stars. */
const STRESS = /\*{1,3}(?=\S)([^*\n]+?)(?<=\S)\*{1,3}/g

function count(text: string, pattern: RegExp): number {
  return [...text.matchAll(new RegExp(pattern.source, 'giu'))].length
}
