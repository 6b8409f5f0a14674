/**
 * Reads the sessions of a Chatbox backup: a JSON file with a list of sessions in older versions, and a key per session
 * in newer ones. A session has a list of messages, alternative continuations of some of them ("forks"), and earlier
 * conversations in the same session ("threads"), which become separate chats here.
 */
import {
  isRecord,
  readList,
  readString,
  readTime,
  toText,
  withInstructions,
  type ForeignChat,
  type ForeignMessage,
  type ForeignPart,
} from './foreign-chat'

const SESSION = /^session:/

/** Returns the backup's sessions and their threads, or undefined if it isn't a Chatbox backup. */
export function findChatboxSessions(value: unknown): readonly unknown[] | undefined {
  if (!isRecord(value)) return undefined
  const listed = readList(value['chat-sessions'])
  const keyed = Object.entries(value).flatMap(([name, session]) => (SESSION.test(name) ? [session] : []))
  const isBackup = 'chat-sessions' in value || 'chat-sessions-list' in value || keyed.length > 0
  return isBackup ? [...listed, ...keyed].flatMap((session) => [session, ...listThreads(session)]) : undefined
}

/** Returns the threads as sessions. The session's forks cover all of its threads. */
function listThreads(session: unknown): readonly unknown[] {
  if (!isRecord(session)) return []
  return readList(session['threads']).map((thread) =>
    isRecord(thread)
      ? {
          ...thread,
          name: readString(thread['name']) || readString(session['name']),
          messageForksHash: session['messageForksHash'],
        }
      : thread,
  )
}

export function parseChatboxChat(value: unknown): ForeignChat | undefined {
  if (!isRecord(value) || !Array.isArray(value['messages'])) return undefined
  const key = readString(value['id'])
  if (key === '') return undefined
  const reading = new Reading(key)
  const current = reading.read(value['messages'], null)
  reading.readForks(isRecord(value['messageForksHash']) ? value['messageForksHash'] : {})
  const { messages, told, leftOut } = reading
  const times = messages.map(({ createdAt }) => createdAt)
  return {
    key,
    title: readString(value['name']),
    createdAt: messages[0]?.createdAt ?? 0,
    updatedAt: times.reduce((latest, time) => Math.max(latest, time), 0),
    messages,
    ...(current !== null && { current }),
    ...withInstructions(told),
    leftOut,
  }
}

class Reading {
  readonly messages: ForeignMessage[] = []
  /** The text of its system messages. */
  readonly told: string[] = []
  readonly leftOut = { files: 0, recordings: 0, toolCalls: 0 }
  readonly #key: string

  constructor(key: string) {
    this.#key = key
  }

  /** Reads consecutive messages after `parent`. Returns the id of the last one. */
  read(list: readonly unknown[], parent: string | null): string | null {
    let last = parent
    for (const message of list) {
      if (!isRecord(message)) continue
      const parts = this.#readParts(message)
      if (message['role'] === 'system') {
        this.told.push(...parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])))
        continue
      }
      const id = readString(message['id']) || `${this.#key} ${this.messages.length}`
      const model = readString(message['model'])
      this.leftOut.files += readList(message['files']).length
      this.messages.push({
        id,
        parent: last,
        role: message['role'] === 'user' ? 'user' : 'assistant',
        createdAt: readTime(message['timestamp']) ?? 0,
        parts,
        ...(model !== '' && { model }),
      })
      last = id
    }
    return last
  }

  /**
   * `forks`: by the message they start after, which may itself be in another fork. The fork on screen has an empty list
   * here.
   */
  readForks(forks: Readonly<Record<string, unknown>>): void {
    const waiting = new Map(Object.entries(forks))
    // Forks that were read may contain the messages that others start after.
    for (let index = 0; index < this.messages.length && waiting.size > 0; index += 1) {
      const id = this.messages[index]?.id ?? ''
      const fork = waiting.get(id)
      if (!waiting.delete(id) || !isRecord(fork)) continue
      for (const list of readList(fork['lists'])) if (isRecord(list)) this.read(readList(list['messages']), id)
    }
  }

  #readParts(message: Record<string, unknown>): readonly ForeignPart[] {
    const { contentParts, content, reasoningContent } = message
    const reasoning = toText('reasoning', reasoningContent)
    if (!Array.isArray(contentParts)) return [...reasoning, ...toText('text', content)]
    const parts = contentParts.flatMap((part): readonly ForeignPart[] => {
      if (!isRecord(part)) return []
      if (part['type'] === 'text') return toText('text', part['text'])
      if (part['type'] === 'reasoning') return toText('reasoning', part['text'])
      if (part['type'] === 'tool-call') this.leftOut.toolCalls += 1
      const name = part['type'] === 'image' ? readString(part['storageKey']) : ''
      return name === '' ? [] : [{ type: 'image', name }]
    })
    return [...reasoning, ...parts]
  }
}
