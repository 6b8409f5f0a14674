/** The user's own styles, in the chat settings. They are kept in the library of prompts. Pure. */
import type { PromptId } from '@shared/ids'
import { trimText } from '@shared/is-blank'
import type { PromptContent, SavedStyle } from '@shared/prompt-library'
import { readImageWords } from '@shared/styles'
import type { ChatSettings } from '@shared/text-settings'

/** What the library offers for them. */
export interface OwnStyles {
  readonly styles: readonly SavedStyle[]
  /** `id`: the one that is replaced. */
  readonly save: (content: PromptContent, id?: PromptId) => void
  readonly delete: (id: PromptId) => void
  readonly undoDeletion: () => void
}

type StyledSettings = Pick<ChatSettings, 'instructions' | 'imageWords'>

/** The one whose instructions and words a chat has. */
export function findOwnStyle(styles: readonly SavedStyle[], settings: StyledSettings): SavedStyle | undefined {
  const key = createKey(settings)
  return key === createKey({}) ? undefined : styles.find((style) => createKey(toStyle(style)) === key)
}

/** What a chat gets of it. */
export function toStyle({ text, style: { imageWords } }: SavedStyle): StyledSettings {
  return { ...(text !== '' && { instructions: text }), ...(imageWords && { imageWords }) }
}

/** What is saved of a chat's settings under a name. A style of that name is replaced. */
export function createStyle(title: string, { instructions = '', imageWords }: StyledSettings): PromptContent {
  const words = readImageWords(imageWords)
  return { title, text: instructions, style: words ? { imageWords: words } : {} }
}

function createKey({ instructions = '', imageWords }: StyledSettings): string {
  const { before = '', after = '' } = readImageWords(imageWords) ?? {}
  return JSON.stringify([trimText(instructions), before, after])
}
