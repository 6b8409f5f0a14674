/** The user's own styles in the chat settings, which are stored in the prompt library. Pure. */
import type { PromptId } from '@shared/ids'
import { trimText } from '@shared/is-blank'
import type { PromptContent, SavedStyle } from '@shared/prompt-library'
import { readImageWords } from '@shared/styles'
import type { ChatSettings } from '@shared/text-settings'

/** The operations of the library on styles. */
export interface OwnStyles {
  readonly styles: readonly SavedStyle[]
  /** `id`: the style to replace. */
  readonly save: (content: PromptContent, id?: PromptId) => void
  readonly delete: (id: PromptId) => void
  readonly undoDeletion: () => void
}

type StyledSettings = Pick<ChatSettings, 'instructions' | 'imageWords'>

/** The style with the same instructions and image texts as a chat. */
export function findOwnStyle(styles: readonly SavedStyle[], settings: StyledSettings): SavedStyle | undefined {
  const key = createKey(settings)
  return key === createKey({}) ? undefined : styles.find((style) => createKey(toStyle(style)) === key)
}

/** The settings that a chat gets from it. */
export function toStyle({ text, style: { imageWords } }: SavedStyle): StyledSettings {
  return { ...(text !== '' && { instructions: text }), ...(imageWords && { imageWords }) }
}

/** The style to save from a chat's settings under a name. A style with the same name is replaced. */
export function createStyle(title: string, { instructions = '', imageWords }: StyledSettings): PromptContent {
  const words = readImageWords(imageWords)
  return { title, text: instructions, style: words ? { imageWords: words } : {} }
}

function createKey({ instructions = '', imageWords }: StyledSettings): string {
  const { before = '', after = '' } = readImageWords(imageWords) ?? {}
  return JSON.stringify([trimText(instructions), before, after])
}
