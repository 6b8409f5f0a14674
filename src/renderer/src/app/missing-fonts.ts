/** Detects, once for each kind, message characters that no installed font can draw. */
import { readMessageText } from '@/features/chat/answer-content'
import type { Message } from '@/features/chat/model'
import type { ChatStore } from '@/features/chat/store'

// Samples that only fonts for these scripts have. The emoji isn't a face, because DejaVu, which every Linux has,
// includes some.
const KINDS = [
  { name: 'cjk', sample: '漢', pattern: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u },
  { name: 'emoji', sample: '\u{1F98A}', pattern: /\p{Emoji_Presentation}/u },
] as const

export type MissingFont = (typeof KINDS)[number]['name']

export interface MissingFontsParts {
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>
  readonly canDraw: (character: string) => boolean
  readonly tell: (kind: MissingFont) => void
}

/**
 * Watches the messages of the open chat. Returns a function that stops it. Checks for a font when a message first needs
 * it, because the check makes Chromium open every font of the system, which takes several megabytes.
 */
export function watchMissingFonts(
  store: Pick<ChatStore, 'getState' | 'subscribe'>,
  parts: MissingFontsParts,
): () => void {
  let unknown = KINDS.filter(({ name }) => parts.storage.getItem(makeKey(name)) === null)
  const seen = new WeakSet<Message>()
  const look = (messages: ReadonlyMap<unknown, Message>): void => {
    for (const message of messages.values()) {
      // A streaming answer's text changes with every token.
      if (seen.has(message) || (message.role === 'assistant' && message.status === 'streaming')) continue
      seen.add(message)
      const text = readMessageText(message)
      for (const { name, sample } of unknown.filter(({ pattern }) => pattern.test(text))) {
        unknown = unknown.filter((kind) => kind.name !== name)
        if (parts.canDraw(sample)) continue
        parts.tell(name)
        parts.storage.setItem(makeKey(name), 'told')
      }
    }
    if (unknown.length === 0) stop()
  }
  const stop = unknown.length === 0 ? () => undefined : store.subscribe(({ messages }) => look(messages))
  look(store.getState().messages)
  return stop
}

function makeKey(name: string): string {
  return `missing-font-${name}`
}
