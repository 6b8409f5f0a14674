/** Where FastAPI, and services that answer as it does, say which field of a request a sentence is about. */
import { isRecord } from './json'

/** Places in a request, and not fields of it. */
const PLACES = new Set(['body', 'query', 'path', 'header', '__root__', 'input'])

/** "style_strength: Field required": the sentence alone doesn't say which one. As it is where it names the field, or none is told. */
export function nameField(sentence: string, entry: unknown): string {
  const loc = isRecord(entry) ? entry['loc'] : undefined
  const field: unknown = Array.isArray(loc) ? loc.findLast((part) => typeof part === 'string') : undefined
  if (typeof field !== 'string' || sentence === '' || PLACES.has(field)) return sentence
  return sentence.toLowerCase().includes(field.toLowerCase()) ? sentence : `${field}: ${sentence}`
}
