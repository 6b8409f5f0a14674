/** Reads the field of a request that an error is about, as reported by FastAPI and similar services. */
import { isRecord } from './json'

/** Parts of a request, not fields. */
const PLACES = new Set(['body', 'query', 'path', 'header', '__root__', 'input'])

/**
 * Adds the field to a message: "style_strength: Field required". Returns the message unchanged if it already names the
 * field, or the entry names none.
 */
export function nameField(sentence: string, entry: unknown): string {
  const loc = isRecord(entry) ? entry['loc'] : undefined
  const field: unknown = Array.isArray(loc) ? loc.findLast((part) => typeof part === 'string') : undefined
  if (typeof field !== 'string' || sentence === '' || PLACES.has(field)) return sentence
  return sentence.toLowerCase().includes(field.toLowerCase()) ? sentence : `${field}: ${sentence}`
}
