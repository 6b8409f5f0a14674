import { isBlank } from './is-blank'

// Variables in a prompt: `{name}`, `{name: default}` and `{name: one, two, three}`. A comma inside a value is written
// `\,`, and a backslash before the brace keeps the braces as they are: `\{name}`. Anything else in braces is text, so
// JSON and formulas stay untouched.

export interface PromptVariable {
  readonly name: string
  /**
   * Without duplicates and empty values, in prompt order. The first is the default; several are a choice; none leaves
   * the variable open.
   */
  readonly values: readonly string[]
}

export type PromptPiece =
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'variable'; readonly source: string } & PromptVariable)

// Excludes braces and line breaks inside, so the search visits no character more than twice, however long the prompt
// is.
const IN_BRACES = /(\\?)\{([^{}:\n\r]+)(?::([^{}\n\r]*))?\}/gu
const NAME = /^[\p{L}_][\p{L}\p{M}\p{N} _-]*$/u
/** Anything longer is a sentence in braces. */
const MOST_NAME_CHARACTERS = 40

/** Splits a prompt into text and variables. */
export function parsePrompt(prompt: string): readonly PromptPiece[] {
  const pieces: PromptPiece[] = []
  let text = ''
  let end = 0
  const addText = (): void => {
    if (text !== '') pieces.push({ kind: 'text', text })
    text = ''
  }
  for (const match of prompt.matchAll(IN_BRACES)) {
    const [source, backslash = '', inner = '', list] = match
    const name = inner.trim()
    if (name.length > MOST_NAME_CHARACTERS || !NAME.test(name)) continue
    text += prompt.slice(end, match.index)
    end = match.index + source.length
    if (backslash !== '') {
      text += source.slice(1)
      continue
    }
    addText()
    pieces.push({ kind: 'variable', source, name, values: readValues(list ?? '') })
  }
  text += prompt.slice(end)
  addText()
  return pieces
}

/**
 * Lists each variable once, in prompt order. If a name occurs several times, its first occurrence with values counts.
 */
export function listVariables(prompt: string): readonly PromptVariable[] {
  const found = new Map<string, PromptVariable>()
  for (const piece of parsePrompt(prompt)) {
    if (piece.kind !== 'variable') continue
    const known = found.get(piece.name)
    if (!known || known.values.length === 0) found.set(piece.name, { name: piece.name, values: piece.values })
  }
  return [...found.values()]
}

/**
 * Replaces variables with values. One without a value gets its default, or keeps its braces if it has none. Values are
 * plain text: braces in them aren't read as variables.
 */
export function fillPrompt(prompt: string, values: ReadonlyMap<string, string>): string {
  return createPromptFiller(prompt)(values)
}

/** Returns `fillPrompt` for one prompt, which is parsed only once: a batch fills it hundreds of times. */
export function createPromptFiller(prompt: string): (values: ReadonlyMap<string, string>) => string {
  const pieces = parsePrompt(prompt)
  const defaults = new Map(listVariables(prompt).map(({ name, values: [first] }) => [name, first]))
  return (values) =>
    pieces
      .map((piece) =>
        piece.kind === 'text' ? piece.text : (values.get(piece.name) ?? defaults.get(piece.name) ?? piece.source),
      )
      .join('')
}

/** Reduces variables to their names, for places where their values take too much room: "a {fruit} in {style}". */
export function shortenVariables(prompt: string): string {
  return parsePrompt(prompt)
    .map((piece) => (piece.kind === 'text' ? piece.text : `{${piece.name}}`))
    .join('')
}

function readValues(list: string): readonly string[] {
  const values = list.split(/(?<!\\),/u).map((value) => value.replaceAll('\\,', ',').trim())
  return [...new Set(values.filter((value) => !isBlank(value)))]
}
