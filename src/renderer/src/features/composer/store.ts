/** What stands in the composer of each chat: the unsent text and what was chosen. Kept while the window lives. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ModelId } from '@shared/catalogue'
import type { ChatId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'

/** The chat that has no row yet is called 'new'. */
export type ComposerKey = ChatId | 'new'

interface Choice {
  readonly model?: ModelId
  readonly options?: ImageOptions
  /** Several that are asked at once, the first of them `model`; empty for one. */
  readonly models?: readonly ModelId[]
}

/** What stands in one composer; without a text, what its chat remembers. */
export interface Held {
  readonly text?: string
  readonly choice?: Choice
}

interface ComposerState {
  readonly texts: Readonly<Record<string, string>>
  readonly choices: Readonly<Record<string, Choice>>
  /** How many images are being taken in. */
  readonly adding: Readonly<Record<string, number>>
  /** Grows whenever the message box should take the focus. */
  readonly focusRequest: number
  /** Where the cursor goes then. Undefined: behind the text. */
  readonly cursorRequest: number | undefined

  write(key: ComposerKey, text: string): void
  choose(key: ComposerKey, choice: Choice): void
  /** Images are being taken in for this composer; negative when they are there. */
  noteAdding(key: ComposerKey, count: number): void
  holding(key: ComposerKey): Held
  /** Replaces everything, and puts the cursor behind the text. */
  hold(key: ComposerKey, held: Held): void
  /** After sending: an empty box, and the next new chat starts from the defaults again. */
  clear(key: ComposerKey): void
  focus(): void
  /** The same, with the cursor at this place of the text. */
  focusAt(place: number): void
}

const store = createStore<ComposerState>()((set, get) => ({
  texts: {},
  choices: {},
  adding: {},
  focusRequest: 0,
  cursorRequest: undefined,
  write: (key, text) => set(({ texts }) => ({ texts: { ...texts, [key]: text } })),
  choose: (key, choice) => set(({ choices }) => ({ choices: { ...choices, [key]: { ...choices[key], ...choice } } })),
  noteAdding: (key, count) => set(({ adding }) => ({ adding: { ...adding, [key]: (adding[key] ?? 0) + count } })),
  holding: (key) => {
    const { texts, choices } = get()
    return { ...(texts[key] !== undefined && { text: texts[key] }), ...(choices[key] && { choice: choices[key] }) }
  },
  hold: (key, { text, choice }) =>
    set(({ texts, choices, focusRequest }) => ({
      texts: including(texts, key, text),
      choices: including(choices, key, choice),
      focusRequest: focusRequest + 1,
      cursorRequest: undefined,
    })),
  clear: (key) =>
    set(({ texts, choices }) => {
      const { new: _sent, ...kept } = choices
      return { texts: { ...texts, [key]: '' }, choices: key === 'new' ? kept : choices }
    }),
  focus: () => set(({ focusRequest }) => ({ focusRequest: focusRequest + 1, cursorRequest: undefined })),
  focusAt: (cursorRequest) => set(({ focusRequest }) => ({ focusRequest: focusRequest + 1, cursorRequest })),
}))

/** The same with this value under this key, or with nothing under it. */
function including<Value>(all: Readonly<Record<string, Value>>, key: string, value: Value | undefined) {
  const { [key]: _replaced, ...others } = all
  return value === undefined ? others : { ...others, [key]: value }
}

export function useComposerStore<T>(selector: (state: ComposerState) => T): T {
  return useStore(store, selector)
}

/** Calls back when what is in a message box has changed. Returns how to stop. */
export const watchComposer = (listener: (choices: ComposerState['choices']) => void): (() => void) =>
  store.subscribe(({ choices }, before) => {
    if (choices !== before.choices) listener(choices)
  })

/** What can be done, for callers that do not render it. */
export const composer: Omit<ComposerState, 'texts' | 'choices' | 'adding' | 'focusRequest' | 'cursorRequest'> =
  store.getState()
