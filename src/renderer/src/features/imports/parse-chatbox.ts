/** Reads the sessions of a Chatbox backup, a JSON file in which older versions keep a list and newer ones a key for each. */
import {
  isRecord,
  NOTHING_LEFT_OUT,
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

/** The sessions of the backup, or undefined where it is none. */
export function findChatboxSessions(value: unknown): readonly unknown[] | undefined {
  if (!isRecord(value)) return undefined
  const listed = readList(value['chat-sessions'])
  const keyed = Object.entries(value).flatMap(([name, session]) => (SESSION.test(name) ? [session] : []))
  const isBackup = 'chat-sessions' in value || 'chat-sessions-list' in value || keyed.length > 0
  return isBackup ? [...listed, ...keyed] : undefined
}

export function parseChatboxChat(value: unknown): ForeignChat | undefined {
  if (!isRecord(value) || !Array.isArray(value['messages'])) return undefined
  const key = readString(value['id'])
  if (key === '') return undefined
  const messages: ForeignMessage[] = []
  const told: string[] = []
  for (const [index, message] of value['messages'].entries()) {
    if (!isRecord(message)) continue
    if (message['role'] === 'system') {
      told.push(...readParts(message).flatMap((part) => (part.type === 'text' ? [part.text] : [])))
      continue
    }
    messages.push({
      id: readString(message['id']) || `${key} ${index}`,
      parent: messages.at(-1)?.id ?? null,
      role: message['role'] === 'user' ? 'user' : 'assistant',
      createdAt: readTime(message['timestamp']) ?? 0,
      parts: readParts(message),
    })
  }
  return {
    key,
    title: readString(value['name']),
    createdAt: messages[0]?.createdAt ?? 0,
    updatedAt: messages.at(-1)?.createdAt ?? 0,
    messages,
    ...withInstructions(told),
    leftOut: NOTHING_LEFT_OUT,
  }
}

function readParts(message: Record<string, unknown>): readonly ForeignPart[] {
  const { contentParts, content, reasoningContent } = message
  const reasoning = toText('reasoning', reasoningContent)
  if (!Array.isArray(contentParts)) return [...reasoning, ...toText('text', content)]
  const parts = contentParts.flatMap((part): readonly ForeignPart[] => {
    if (!isRecord(part)) return []
    if (part['type'] === 'text') return toText('text', part['text'])
    if (part['type'] === 'reasoning') return toText('reasoning', part['text'])
    const name = part['type'] === 'image' ? readString(part['storageKey']) : ''
    return name === '' ? [] : [{ type: 'image', name }]
  })
  return [...reasoning, ...parts]
}
