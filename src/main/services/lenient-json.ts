/**
 * Reads JSON as real servers write it: with `NaN`, with line breaks inside strings, with an extra comma, or with
 * objects directly after each other. Cut-off JSON stays unreadable.
 */
import { unwrapJson } from './json'

/** In characters. Repairing copies the text several times; images in larger texts are found without parsing. */
const MOST_MENDED = 2 * 1024 * 1024
/**
 * Matches strings, so that nothing inside them is changed, and what JSON doesn't allow outside of them. A cut-off
 * string extends to the end of the text: searching inside it would take quadratic time.
 */
const STRING_OR_FAULT = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\bInfinity\b|\bNaN\b|\bundefined\b|,(?=\s*[}\]])|\0/g
const STRING_OR_BRACKET = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|[{}[\]]/g
const CONTROLS = /\p{Cc}/gu

export type ReadJson = { readonly json: unknown } | undefined

/** Parses a text. Undefined if it isn't JSON or was cut off. */
export function readJson(text: string): ReadJson {
  return parse(text) ?? (text.length <= MOST_MENDED ? parse(mend(text)) : undefined)
}

/**
 * Returns the values of a text in which objects or lists follow each other without a line break, possibly with `data:`
 * between them. Empty unless there are at least two.
 */
export function readJsonSequence(text: string): readonly unknown[] {
  if (text.length > MOST_MENDED) return []
  const parts = splitValues(text)
  const values = parts.flatMap((part) => readJson(part) ?? [])
  return parts.length > 1 && values.length > 0 ? values.map(({ json }) => json) : []
}

function parse(text: string): ReadJson {
  try {
    return { json: unwrapJson(JSON.parse(text)) }
  } catch {
    return undefined
  }
}

function mend(text: string): string {
  return text.replace(STRING_OR_FAULT, (found) => {
    if (found.startsWith('"')) return found.replace(CONTROLS, escapeControl)
    return found === ',' || found === '\0' ? '' : 'null'
  })
}

function escapeControl(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** Splits after each bracket that closes an outermost value. */
function splitValues(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let start = -1
  for (const { 0: token, index } of text.matchAll(STRING_OR_BRACKET)) {
    if (token === '{' || token === '[') {
      if (depth === 0) start = index
      depth += 1
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1)
      if (depth > 0 || start === -1) continue
      parts.push(text.slice(start, index + 1))
      start = -1
    }
  }
  // Include the rest if the last value was cut off.
  return start === -1 ? parts : [...parts, text.slice(start)]
}
