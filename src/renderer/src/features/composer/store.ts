/** The content of each chat's composer: the unsent text and the choices. Kept for the life of the window. */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ModelId } from '@shared/catalogue'
import type { ChatId, MessageId } from '@shared/ids'
import type { ImageOptions } from '@shared/image-options'

/** A chat without a row yet is called 'new'. */
export type ComposerKey = ChatId | 'new'

interface Choice {
  readonly model?: ModelId
  readonly options?: ImageOptions
  /** Several to ask at once, starting with `model`; empty for one. */
  readonly models?: readonly ModelId[]
}

/** The content of one composer. Without a text, its chat's remembered text is used. */
export interface Held {
  readonly text?: string
  readonly choice?: Choice
}

interface ComposerState {
  readonly texts: Readonly<Record<string, string>>
  readonly choices: Readonly<Record<string, Choice>>
  /** How many images are being stored. */
  readonly adding: Readonly<Record<string, number>>
  /** Incremented to focus the message box. */
  readonly focusRequest: number
  /** Where to put the cursor then. Undefined: after the text. */
  readonly cursorRequest: number | undefined

  write(key: ComposerKey, text: string): void
  choose(key: ComposerKey, choice: Choice): void
  /** Call with the number of images being stored for this composer, and with the negative number when done. */
  noteAdding(key: ComposerKey | MessageId, count: number): void
  holding(key: ComposerKey): Held
  /** Replaces all content, and puts the cursor after the text. */
  hold(key: ComposerKey, held: Held): void
  /** After sending: empties the box; the next new chat starts from the defaults again. */
  clear(key: ComposerKey): void
  focus(): void
  /** Also puts the cursor at this position of the text. */
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

/** Returns a copy with this value under this key, or without the key if undefined. */
function including<Value>(all: Readonly<Record<string, Value>>, key: string, value: Value | undefined) {
  const { [key]: _replaced, ...others } = all
  return value === undefined ? others : { ...others, [key]: value }
}

export function useComposerStore<T>(selector: (state: ComposerState) => T): T {
  return useStore(store, selector)
}

/** Calls back when the choices in a message box change. Returns a function that stops it. */
export const watchComposer = (listener: (choices: ComposerState['choices']) => void): (() => void) =>
  store.subscribe(({ choices }, before) => {
    if (choices !== before.choices) listener(choices)
  })

/** The store's actions, for callers that don't render it. */
export const composer: Omit<ComposerState, 'texts' | 'choices' | 'adding' | 'focusRequest' | 'cursorRequest'> =
  store.getState()
