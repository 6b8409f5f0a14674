/** File names built from a template, such as `{date} {prompt}`, that every system accepts. Pure. */

export const TOKENS = ['prompt', 'number', 'date', 'time', 'model', 'chat', 'size', 'id'] as const
export type Token = (typeof TOKENS)[number]
export type TokenValues = Readonly<Record<Token, string>>

export const USUAL_TEMPLATE = '{number} {prompt}'
export const LONGEST_TEMPLATE = 200

/**
 * Characters, and bytes in UTF-8, without the extension. Windows accepts paths of 260 characters, Linux names of 255
 * bytes; a number, an extension and the temporary file's name need room as well.
 */
const LONGEST_NAME = 120
const MOST_NAME_BYTES = 200
/** Text of any length: these are shortened if a name gets too long, so that numbers and dates stay. */
const FLEXIBLE: readonly Token[] = ['chat', 'prompt']
/** Used if nothing is left of a name. */
const NAMELESS = 'image'

const TOKEN = /\{(\w+)\}/g
/** Windows reserves these in any case and with any extension. The superscripts count as digits. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=\s*(?:\.|$))/i
/**
 * They join the parts of an emoji, and control how letters of some scripts join. Anywhere else they're merely
 * invisible.
 */
const JOINERS = /[\u200c\u200d]/g
/**
 * Not allowed in names: folder separators, what Windows reserves, and invisible characters, including joiners that join
 * nothing.
 */
const UNUSABLE =
  /(?<![\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]/gu

/** Lists a template's unknown tokens, in order. */
export function findUnknownTokens(template: string): readonly string[] {
  return [...template.matchAll(TOKEN)].flatMap(([, name = '']) => (isToken(name) ? [] : [name]))
}

/** Fills in a template. Text outside tokens stays as it is. Returns a safe name without an extension. */
export function expandTemplate(template: string, values: TokenValues): string {
  const plain = TOKENS.map((token) => [token, clean(values[token])] as const)
  let current = Object.fromEntries(plain) as TokenValues
  const fill = (): string =>
    clean(template.replaceAll(TOKEN, (whole, name: string) => (isToken(name) ? current[name] : whole)))
  for (const token of FLEXIBLE) {
    while (!fits(fill()) && current[token] !== '') current = { ...current, [token]: shorten(current[token]) }
  }
  return makeSafeName(fill())
}

/** Turns any text into a name that Windows, macOS and Linux accept, without an extension. Idempotent. */
export function makeSafeName(text: string): string {
  let name = trimEnds(clean(text))
  while (!fits(name)) name = trimEnds(dropLast(name))
  if (name === '') return NAMELESS
  return RESERVED.test(name) ? `_${name}` : name
}

/** Appended to an image's name to get its JSON file's name. */
export const SIDECAR = '.json'

/**
 * Returns "name.png", else "name (2).png" and so on, such that the name of its JSON file is free as well, and reserves
 * both. `taken`: names as `fold` returns them.
 */
export function takeFreeName(stem: string, extension: string, taken: Set<string>): string {
  let name = `${stem}.${extension}`
  const isTaken = (): boolean => taken.has(fold(name)) || taken.has(fold(name + SIDECAR))
  for (let number = 2; isTaken(); number += 1) name = `${stem} (${number}).${extension}`
  taken.add(fold(name)).add(fold(name + SIDECAR))
  return name
}

/** Normalizes a name as file systems compare it that ignore case, Unicode composition or joiners. */
export function fold(name: string): string {
  return name.normalize('NFC').replaceAll(JOINERS, '').toLowerCase()
}

function isToken(name: string): name is Token {
  return (TOKENS as readonly string[]).includes(name)
}

function clean(text: string): string {
  return text.normalize('NFC').replaceAll(UNUSABLE, ' ').replaceAll(/\s+/g, ' ').trim()
}

/**
 * A leading dot hides a file; Windows drops trailing dots and spaces, and a trailing joiner no longer joins anything.
 */
function trimEnds(name: string): string {
  return name.replace(/^[.\s]+/, '').replace(/[.\s\u200c\u200d]+$/, '')
}

function fits(name: string): boolean {
  return name.length <= LONGEST_NAME && new TextEncoder().encode(name).length <= MOST_NAME_BYTES
}

/** Drops the last word, or cuts a long word. */
function shorten(text: string): string {
  if (text.length > 2 * LONGEST_NAME) return trimEnds(text.slice(0, 2 * LONGEST_NAME).replace(/\p{Cs}$/u, ''))
  const space = text.lastIndexOf(' ')
  return trimEnds(space > 0 && text.length - space < 24 ? text.slice(0, space) : dropLast(text))
}

/** Never splits a character. */
function dropLast(text: string): string {
  return [...text].slice(0, -1).join('')
}
