/**
 * Names that users give to images, so that prompts can say `@name`. Pure.
 *
 * [Note: What a name is sent as] Models identify their images only by number. So `@mascot` stays in the prompt as
 * typed, and is sent as `mascot (image 2)`: the number identifies the image, and the name remains the subject of the
 * sentence.
 */

/** In characters. Anything longer is a sentence. */
export const LONGEST_REFERENCE_NAME = 40

const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*$/u

/**
 * Turns typed text into a name: without `@`, and with dashes for spaces. Undefined if it's empty or has other symbols.
 */
export function tidyReferenceName(typed: string): string | undefined {
  const name = typed.trim().replace(/^@/, '').trim().replaceAll(/\s+/g, '-').normalize('NFC')
  return name.length <= LONGEST_REFERENCE_NAME && NAME.test(name) ? name : undefined
}

/** Whether both are the same name, ignoring case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

interface NamedImage {
  readonly role: string
  readonly name?: string
}

/** A name in a prompt: not inside a word, as in an e-mail address. */
const MENTION = /(?<![\p{L}\p{N}_@.-])@([\p{L}\p{N}][\p{L}\p{M}\p{N}_-]*)/gu

/**
 * The prompt as sent: numbers are added to names of attached images. Other words that start with `@` stay as they are.
 */
export function numberReferences(prompt: string, images: readonly NamedImage[]): string {
  const counted = images.filter(({ role }) => role !== 'mask' && role !== 'markup')
  if (!counted.some(({ name }) => name !== undefined)) return prompt
  return prompt.replaceAll(MENTION, (mention, name: string) => {
    const index = counted.findIndex((image) => image.name !== undefined && isSameName(image.name, name))
    return index < 0 ? mention : `${name} (image ${index + 1})`
  })
}

/** Lists the names in a prompt, without `@`, whether or not an image has them. */
export function listMentions(prompt: string): readonly string[] {
  return [...prompt.matchAll(MENTION)].map(([, name = '']) => name)
}

export interface MentionQuery {
  /** The text typed after the `@`. */
  readonly query: string
  /** The position of the `@`. */
  readonly start: number
}

/** Finds what is being typed after `@`, directly before the cursor. */
export function findMention(text: string, cursor: number): MentionQuery | undefined {
  const before = text.slice(Math.max(0, cursor - LONGEST_REFERENCE_NAME - 1), cursor)
  const at = before.lastIndexOf('@')
  if (at < 0) return undefined
  const start = cursor - before.length + at
  const query = before.slice(at + 1)
  const previous = start === 0 ? '' : text.slice(start - 1, start)
  if (/[\p{L}\p{N}_@.-]/u.test(previous)) return undefined
  return /^[\p{L}\p{M}\p{N}_-]*$/u.test(query) ? { query, start } : undefined
}
