/**
 * Reads JSON as servers of all makes write it: with `NaN`, with line breaks inside strings, with a comma too many, or with
 * one object right behind the other. What was cut stays unreadable.
 */
import { unwrapJson } from './json'

/** Characters. Mending copies the text a few times; images in larger ones are found without parsing. */
const MOST_MENDED = 2 * 1024 * 1024
/**
 * Strings, so that nothing inside them is touched, and what JSON doesn't allow outside of them. A string that was cut
 * counts as one up to the end: searching on inside it would take the square of its length.
 */
const STRING_OR_FAULT = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?\bInfinity\b|\bNaN\b|\bundefined\b|,(?=\s*[}\]])|\0/g
const STRING_OR_BRACKET = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|[{}[\]]/g
const CONTROLS = /\p{Cc}/gu

export type ReadJson = { readonly json: unknown } | undefined

/** The JSON that a text is. Undefined if it isn't any, or was cut. */
export function readJson(text: string): ReadJson {
  return parse(text) ?? (text.length <= MOST_MENDED ? parse(mend(text)) : undefined)
}

/**
 * The values of a text in which objects or lists follow each other without a line break, maybe with `data:` between them.
 * Empty unless there are at least two of them.
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

/** Cuts behind each bracket that closes the outermost one. */
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
  // What was cut behind the last of them is noticed, too.
  return start === -1 ? parts : [...parts, text.slice(start)]
}
