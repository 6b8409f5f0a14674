/**
 * Styles: instructions for text models and phrases for image models under one name. A chat stores a copy of the one it
 * uses. Pure.
 */
import { trimText } from './is-blank'

/** Text added to each prompt for image models. */
export interface ImageWords {
  readonly before?: string
  readonly after?: string
}

/** In characters. */
export const LONGEST_IMAGE_WORDS = 2_000

export interface Style {
  readonly instructions: string
  readonly imageWords: ImageWords
}

export const STYLE_IDS = ['children', 'editorial', 'technical', 'poster'] as const
export type StyleId = (typeof STYLE_IDS)[number]

/** Written for models, so they're the same in every interface language. */
export const STYLES: Readonly<Record<StyleId, Style>> = {
  children: {
    instructions: 'Write for children of about six: short sentences, simple words, a warm tone.',
    imageWords: { after: 'children’s book illustration, soft watercolor and colored pencil, warm light' },
  },
  editorial: {
    instructions: 'Write like a magazine editor: clear, concrete, short paragraphs, no filler.',
    imageWords: { after: 'editorial photograph, natural light, muted colors, 50 mm lens' },
  },
  technical: {
    instructions: 'Be exact and brief. Give steps as a numbered list and code in code blocks. Name your assumptions.',
    imageWords: { after: 'technical line drawing, thin even lines, white background, no shading' },
  },
  poster: {
    instructions: 'Write short, bold lines that fit on a poster.',
    imageWords: { after: 'flat poster design, bold simple shapes, three colors, fine grain' },
  },
}

/**
 * Adds the style's words to a prompt for an image model. Words already in the prompt aren't added again, because a
 * prompt that is edited in the message box contains them.
 */
export function addImageWords(prompt: string, { before = '', after = '' }: ImageWords = {}): string {
  const text = trimText(prompt)
  if (text === '') return text
  const begun = before === '' || text.startsWith(before) ? text : `${before} ${text}`
  if (after === '' || begun.endsWith(after)) return begun
  return `${begun}${findJoint(begun, after)}${after}`
}

/** Returns a comma, unless there's punctuation already. */
function findJoint(text: string, after: string): string {
  if (/^[,.;:]/u.test(after)) return ''
  return /[\p{P}\n]$/u.test(text) ? ' ' : ', '
}

/** Reads stored words of any version. Undefined if nothing is added. */
export function readImageWords(stored: unknown): ImageWords | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const before = readWords(Reflect.get(stored, 'before'))
  const after = readWords(Reflect.get(stored, 'after'))
  if (before === '' && after === '') return undefined
  return { ...(before !== '' && { before }), ...(after !== '' && { after }) }
}

function readWords(stored: unknown): string {
  return typeof stored === 'string' ? trimText(stored).slice(0, LONGEST_IMAGE_WORDS) : ''
}

/** Returns the style of a chat. `own`: text that the user wrote or changed. */
export function findStyle(instructions = '', words: ImageWords | undefined): StyleId | 'none' | 'own' {
  const { before = '', after = '' } = readImageWords(words) ?? {}
  const told = trimText(instructions)
  if (told === '' && before === '' && after === '') return 'none'
  const isSame = (style: Style): boolean =>
    style.instructions === told && (style.imageWords.before ?? '') === before && style.imageWords.after === after
  return STYLE_IDS.find((id) => isSame(STYLES[id])) ?? 'own'
}
