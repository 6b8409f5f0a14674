/**
 * Reads the topics of a Cherry Studio backup. Its `data.json` has the app's IndexedDB: topics with their messages, and
 * blocks with the messages' content. The names of topics and their assistants' instructions are in the app's settings
 * in the same file.
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

interface TopicFacts {
  readonly name: string
  readonly instructions: string
}

export interface CherryBackup {
  readonly topics: readonly unknown[]
  readonly blocks: ReadonlyMap<string, Record<string, unknown>>
  readonly topicFacts: ReadonlyMap<string, TopicFacts>
}

/** Reads the backup. Undefined if it isn't one of Cherry Studio. */
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
  const leftOut = { files: 0, recordings: 0, toolCalls: 0 }
  const path = new Path()
  for (const [index, message] of value['messages'].entries()) {
    if (!isRecord(message) || message['role'] === 'system') continue
    const id = readString(message['id']) || `${key} ${index}`
    const isQuestion = message['role'] === 'user'
    const parts = readParts(message, blocks, leftOut)
    const model = nameModel(message)
    messages.push({
      id,
      parent: isQuestion ? path.ask(id) : path.answer(id, message),
      role: isQuestion ? 'user' : 'assistant',
      createdAt: readTime(message['createdAt']) ?? 0,
      parts,
      ...(model !== '' && { model }),
    })
  }
  return {
    key,
    title: topicFacts.get(key)?.name ?? '',
    createdAt: messages[0]?.createdAt ?? 0,
    updatedAt: messages.at(-1)?.createdAt ?? 0,
    messages,
    ...(path.end !== null && { current: path.end }),
    ...withInstructions([topicFacts.get(key)?.instructions ?? '']),
    leftOut,
  }
}

/**
 * Rebuilds the tree: messages are in a flat list. If several models were asked, each answer names the question; the
 * next question follows the answer that was on screen.
 */
class Path {
  #question: string | null = null
  #isChosen = false
  /** The last message that was on screen. */
  end: string | null = null

  /** Returns the message that the question follows. */
  ask(id: string): string | null {
    const before = this.end
    this.#question = this.end = id
    this.#isChosen = false
    return before
  }

  /** Returns the message that the answer follows. */
  answer(id: string, { askId, foldSelected }: Record<string, unknown>): string | null {
    const isOwn = this.#question !== null && askId === this.#question
    const before = isOwn ? this.#question : this.end
    // If none is marked, the first answer is on screen.
    const isFirst = this.end === this.#question
    if (!isOwn || isFirst || (foldSelected === true && !this.#isChosen)) this.end = id
    if (foldSelected === true) this.#isChosen = true
    return before
  }
}

/** Returns the display name, else the name in requests. */
function nameModel({ model, modelId }: Record<string, unknown>): string {
  const { name, id } = isRecord(model) ? model : {}
  return readString(name) || readString(id) || readString(modelId)
}

function readParts(
  message: Record<string, unknown>,
  blocks: CherryBackup['blocks'],
  leftOut: { files: number; toolCalls: number },
): readonly ForeignPart[] {
  const parts = readList(message['blocks']).flatMap((id): readonly ForeignPart[] => {
    const block = blocks.get(readString(id)) ?? {}
    const { type, content, file } = block
    if (type === 'main_text' || type === 'code') return toText('text', content)
    if (type === 'thinking') return toText('reasoning', content)
    if (type === 'file' || type === 'video') leftOut.files += 1
    if (type === 'tool') leftOut.toolCalls += 1
    const name = type === 'image' && isRecord(file) ? readString(file['id']) : ''
    return name === '' ? [] : [{ type: 'image', name }]
  })
  // Before version 1.3 a message was a single text.
  return parts.length > 0 ? parts : toText('text', message['content'])
}
