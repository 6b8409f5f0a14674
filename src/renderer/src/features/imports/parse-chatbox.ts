/**
 * Reads the sessions of a Chatbox backup, a JSON file in which older versions keep a list and newer ones a key for each.
 * A session has a list of messages, the other ways that it went from one of them on ("forks"), and earlier conversations
 * in the same session ("threads"), which are chats of their own here.
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

/** The sessions of the backup with their threads, or undefined where it is none. */
export function findChatboxSessions(value: unknown): readonly unknown[] | undefined {
  if (!isRecord(value)) return undefined
  const listed = readList(value['chat-sessions'])
  const keyed = Object.entries(value).flatMap(([name, session]) => (SESSION.test(name) ? [session] : []))
  const isBackup = 'chat-sessions' in value || 'chat-sessions-list' in value || keyed.length > 0
  return isBackup ? [...listed, ...keyed].flatMap((session) => [session, ...listThreads(session)]) : undefined
}

/** As sessions: forks are kept for all of them together. */
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
  /** What its system messages say. */
  readonly told: string[] = []
  readonly leftOut = { files: 0, recordings: 0, toolCalls: 0 }
  readonly #key: string

  constructor(key: string) {
    this.#key = key
  }

  /** Messages in a row, after `parent`. Returns the last one. */
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

  /** By the message that they begin after, which may be in another fork. The one on screen is empty here. */
  readForks(forks: Readonly<Record<string, unknown>>): void {
    const waiting = new Map(Object.entries(forks))
    // Those that are read may bring the messages that others wait for.
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
