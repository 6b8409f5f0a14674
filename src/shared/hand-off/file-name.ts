/** File names made from a template, such as `{date} {prompt}`, that every system accepts. Pure. */

export const TOKENS = ['prompt', 'number', 'date', 'time', 'model', 'chat', 'size', 'id'] as const
export type Token = (typeof TOKENS)[number]
export type TokenValues = Readonly<Record<Token, string>>

export const USUAL_TEMPLATE = '{number} {prompt}'
export const LONGEST_TEMPLATE = 200

/**
 * Characters, and bytes in UTF-8, without the extension. Windows takes paths of 260 characters, Linux names of 255 bytes;
 * a number, an extension and the name of the temporary file need room as well.
 */
const LONGEST_NAME = 120
const MOST_NAME_BYTES = 200
/** Words of any length: they give way when a name gets too long, so that numbers and dates stay. */
const FLEXIBLE: readonly Token[] = ['chat', 'prompt']
/** A name in which nothing is left. */
const NAMELESS = 'image'

const TOKEN = /\{(\w+)\}/g
/** Windows refuses these, whatever their case and extension. The superscripts count as digits. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?=\s*(?:\.|$))/i
/** They join the parts of an emoji, and tell letters of some scripts how to join. Anywhere else they're only invisible. */
const JOINERS = /[\u200c\u200d]/g
/** What a name can't have: what separates folders, what Windows reserves, and what is invisible, joiners that join nothing included. */
const UNUSABLE =
  /(?<![\p{L}\p{M}\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])|(?![\u200c\u200d])[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]/gu

/** The tokens in a template that don't exist, in their order. */
export function findUnknownTokens(template: string): readonly string[] {
  return [...template.matchAll(TOKEN)].flatMap(([, name = '']) => (isToken(name) ? [] : [name]))
}

/** Fills in a template. What is no token stays as it is. The result is safe, without an extension. */
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

/** Makes any text a name that Windows, macOS and Linux accept, without an extension. Doing it twice changes nothing. */
export function makeSafeName(text: string): string {
  let name = trimEnds(clean(text))
  while (!fits(name)) name = trimEnds(dropLast(name))
  if (name === '') return NAMELESS
  return RESERVED.test(name) ? `_${name}` : name
}

/** What the name of an image's JSON has behind the image's. */
export const SIDECAR = '.json'

/**
 * "name.png", else "name (2).png" and so on, so that the name of its JSON is free as well. Takes both. `taken`: names as
 * `fold` gives them.
 */
export function takeFreeName(stem: string, extension: string, taken: Set<string>): string {
  let name = `${stem}.${extension}`
  const isTaken = (): boolean => taken.has(fold(name)) || taken.has(fold(name + SIDECAR))
  for (let number = 2; isTaken(); number += 1) name = `${stem} (${number}).${extension}`
  taken.add(fold(name)).add(fold(name + SIDECAR))
  return name
}

/** As a system compares names that doesn't tell capitals, spellings of one accent, or joiners apart. */
export function fold(name: string): string {
  return name.normalize('NFC').replaceAll(JOINERS, '').toLowerCase()
}

function isToken(name: string): name is Token {
  return (TOKENS as readonly string[]).includes(name)
}

function clean(text: string): string {
  return text.normalize('NFC').replaceAll(UNUSABLE, ' ').replaceAll(/\s+/g, ' ').trim()
}

/** A dot in front hides a file; dots and spaces at the end are lost on Windows, and a joiner there has lost what it joined. */
function trimEnds(name: string): string {
  return name.replace(/^[.\s]+/, '').replace(/[.\s\u200c\u200d]+$/, '')
}

function fits(name: string): boolean {
  return name.length <= LONGEST_NAME && new TextEncoder().encode(name).length <= MOST_NAME_BYTES
}

/** Without its last word; a long word is cut. */
function shorten(text: string): string {
  if (text.length > 2 * LONGEST_NAME) return trimEnds(text.slice(0, 2 * LONGEST_NAME).replace(/\p{Cs}$/u, ''))
  const space = text.lastIndexOf(' ')
  return trimEnds(space > 0 && text.length - space < 24 ? text.slice(0, space) : dropLast(text))
}

/** Never half of a character. */
function dropLast(text: string): string {
  return [...text].slice(0, -1).join('')
}
