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

/** Watches the messages of the open chat. No-op if all fonts are installed. Returns a function that stops it. */
export function watchMissingFonts(
  store: Pick<ChatStore, 'getState' | 'subscribe'>,
  parts: MissingFontsParts,
): () => void {
  let missing = KINDS.filter(
    ({ name, sample }) => parts.storage.getItem(makeKey(name)) === null && !parts.canDraw(sample),
  )
  const seen = new WeakSet<Message>()
  const look = (messages: ReadonlyMap<unknown, Message>): void => {
    for (const message of messages.values()) {
      // A streaming answer's text changes with every token.
      if (seen.has(message) || (message.role === 'assistant' && message.status === 'streaming')) continue
      seen.add(message)
      for (const { name } of missing.filter(({ pattern }) => pattern.test(readMessageText(message)))) {
        parts.tell(name)
        parts.storage.setItem(makeKey(name), 'told')
        missing = missing.filter((kind) => kind.name !== name)
      }
    }
    if (missing.length === 0) stop()
  }
  const stop = missing.length === 0 ? () => undefined : store.subscribe(({ messages }) => look(messages))
  look(store.getState().messages)
  return stop
}

function makeKey(name: string): string {
  return `missing-font-${name}`
}
