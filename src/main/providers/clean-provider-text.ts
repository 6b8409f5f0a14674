/** Makes what a provider says fit for people: no markup, no JSON, no key, and not endless. */
import { redact } from '../log/redact'

/** Two or three sentences; whatever is longer is a dump, not an explanation. Characters. */
const MAX_LENGTH = 300

/** Plain text of an error's message, or '' when it says nothing to a person. */
export function cleanProviderText(text: string): string {
  const plain = withoutMarkup(unwrapped(text.trim(), 0)).replace(/\s+/g, ' ').trim()
  const clean = redact(plain)
  // Numbers and brackets alone ("[object Object]", "{}") explain nothing.
  if (!/\p{L}{2}/u.test(clean) || clean === '[object Object]') return ''
  return clean.length <= MAX_LENGTH ? clean : `${clean.slice(0, MAX_LENGTH - 1).trimEnd()}…`
}

/** The sentence inside the JSON shapes that servers are known to use; the text itself when it is none of them. */
function unwrapped(text: string, depth: number): string {
  const body = /^\d{3} (?=[{["])/.test(text) ? text.slice(4) : text
  if (depth > 3 || !/^[{["]/.test(body)) return body
  try {
    return unwrapped(sentenceIn(JSON.parse(body) as unknown), depth + 1)
  } catch {
    // Almost JSON is still nothing for people.
    return /^[{[]/.test(body) ? '' : body
  }
}

function sentenceIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(sentenceIn).filter(Boolean).join(' ')
  if (typeof value !== 'object' || value === null) return ''
  const { message, error, detail, msg, error_description: description } = value as Record<string, unknown>
  return sentenceIn(message ?? error ?? detail ?? msg ?? description ?? '')
}

function withoutMarkup(text: string): string {
  if (!/<[a-z!/]/i.test(text)) return text
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1] ?? /<h1[^>]*>([^<]*)<\/h1>/i.exec(text)?.[1]
  if (title?.trim()) return title
  return text.replace(/<(script|style|head)[\s\S]*?(<\/\1>|$)/gi, ' ').replace(/<[^>]*(>|$)/g, ' ')
}
