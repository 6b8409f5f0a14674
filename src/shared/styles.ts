/** Styles: instructions for text models and words for image models under one name. A chat keeps a copy of the one it uses. Pure. */
import { trimText } from './is-blank'

/** What goes with each prompt to image models. */
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

/** Written for models, so they are the same in every language of the interface. */
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
 * The prompt as an image model gets it. Words that it has already are not added again: a prompt that comes back into the
 * message box has them.
 */
export function addImageWords(prompt: string, { before = '', after = '' }: ImageWords = {}): string {
  const text = trimText(prompt)
  if (text === '') return text
  const begun = before === '' || text.startsWith(before) ? text : `${before} ${text}`
  if (after === '' || begun.endsWith(after)) return begun
  return `${begun}${findJoint(begun, after)}${after}`
}

/** A comma, unless there is a sign of the user's own. */
function findJoint(text: string, after: string): string {
  if (/^[,.;:]/u.test(after)) return ''
  return /[\p{P}\n]$/u.test(text) ? ' ' : ', '
}

/** Undefined where nothing is added. Reads stored ones of any version. */
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

/** Which style a chat has. `own`: what the user wrote, or changed. */
export function findStyle(instructions = '', words: ImageWords | undefined): StyleId | 'none' | 'own' {
  const { before = '', after = '' } = readImageWords(words) ?? {}
  const told = trimText(instructions)
  if (told === '' && before === '' && after === '') return 'none'
  const isSame = (style: Style): boolean =>
    style.instructions === told && (style.imageWords.before ?? '') === before && style.imageWords.after === after
  return STYLE_IDS.find((id) => isSame(STYLES[id])) ?? 'own'
}
