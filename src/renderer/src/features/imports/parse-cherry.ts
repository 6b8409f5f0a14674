/**
 * Reads the topics of a Cherry Studio backup. Its `data.json` has what the app keeps in IndexedDB: topics with their
 * messages, and blocks with what the messages say. The names of topics, and what their assistants are told, are in the
 * app's settings beside it.
 */
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

interface TopicFacts {
  readonly name: string
  readonly instructions: string
}

export interface CherryBackup {
  readonly topics: readonly unknown[]
  readonly blocks: ReadonlyMap<string, Record<string, unknown>>
  readonly topicFacts: ReadonlyMap<string, TopicFacts>
}

/** Undefined where it is no backup of Cherry Studio. */
export function readCherryBackup(value: unknown): CherryBackup | undefined {
  const tables = isRecord(value) && isRecord(value['indexedDB']) ? value['indexedDB'] : undefined
  if (!isRecord(value) || !tables || !Array.isArray(tables['topics'])) return undefined
  const blocks = readList(tables['message_blocks']).filter(isRecord)
  return {
    topics: tables['topics'],
    blocks: new Map(blocks.map((block) => [readString(block['id']), block])),
    topicFacts: new Map(readTopicFacts(value['localStorage'])),
  }
}

function readTopicFacts(storage: unknown): readonly (readonly [string, TopicFacts])[] {
  try {
    const kept: unknown = JSON.parse(readString(isRecord(storage) ? storage['persist:cherry-studio'] : ''))
    const part: unknown = JSON.parse(readString(isRecord(kept) ? kept['assistants'] : ''))
    const assistants = isRecord(part) ? readList(part['assistants']).filter(isRecord) : []
    return assistants.flatMap((assistant) => {
      const instructions = readString(assistant['prompt'])
      const topics = readList(assistant['topics']).filter(isRecord)
      return topics.map(
        (topic) => [readString(topic['id']), { name: readString(topic['name']), instructions }] as const,
      )
    })
  } catch {
    return []
  }
}

export function parseCherryChat(value: unknown, { blocks, topicFacts }: CherryBackup): ForeignChat | undefined {
  const key = isRecord(value) ? readString(value['id']) : ''
  if (!isRecord(value) || key === '' || !Array.isArray(value['messages'])) return undefined
  const messages: ForeignMessage[] = []
  for (const [index, message] of value['messages'].entries()) {
    if (!isRecord(message) || message['role'] === 'system') continue
    const model = isRecord(message['model']) ? readString(message['model']['id']) : ''
    messages.push({
      id: readString(message['id']) || `${key} ${index}`,
      parent: messages.at(-1)?.id ?? null,
      role: message['role'] === 'user' ? 'user' : 'assistant',
      createdAt: readTime(message['createdAt']) ?? 0,
      parts: readParts(message, blocks),
      ...(model !== '' && { model }),
    })
  }
  return {
    key,
    title: topicFacts.get(key)?.name ?? '',
    createdAt: messages[0]?.createdAt ?? 0,
    updatedAt: messages.at(-1)?.createdAt ?? 0,
    messages,
    ...withInstructions([topicFacts.get(key)?.instructions ?? '']),
    leftOut: NOTHING_LEFT_OUT,
  }
}

function readParts(message: Record<string, unknown>, blocks: CherryBackup['blocks']): readonly ForeignPart[] {
  const parts = readList(message['blocks']).flatMap((id): readonly ForeignPart[] => {
    const block = blocks.get(readString(id)) ?? {}
    const { type, content, file } = block
    if (type === 'main_text' || type === 'code') return toText('text', content)
    if (type === 'thinking') return toText('reasoning', content)
    const name = type === 'image' && isRecord(file) ? readString(file['id']) : ''
    return name === '' ? [] : [{ type: 'image', name }]
  })
  // Before version 1.3 a message said all in one text.
  return parts.length > 0 ? parts : toText('text', message['content'])
}
