/**
 * Reads a conversation of Claude's export. Messages name their parent in newer exports, and are in order in older ones.
 */
import { isBlank } from '@shared/is-blank'
import {
  isRecord,
  readList,
  readString,
  readTime,
  toText,
  type ForeignChat,
  type ForeignMessage,
  type ForeignPart,
} from './foreign-chat'

/** The parent of first messages. */
const ROOT = '00000000-0000-4000-8000-000000000000'

/** Parses a conversation. Undefined for anything else. */
export function parseClaudeChat(value: unknown): ForeignChat | undefined {
  if (!isRecord(value) || !Array.isArray(value['chat_messages'])) return undefined
  const key = readString(value['uuid'])
  if (key === '') return undefined
  const createdAt = readTime(value['created_at']) ?? 0
  const leftOut = { files: 0, recordings: 0, toolCalls: 0 }
  const all = value['chat_messages'].filter(isRecord)
  const ids = new Set(all.map(({ uuid }) => readString(uuid)))
  const messages = all.map((message, index): ForeignMessage => {
    const { uuid, sender, created_at: at, files, attachments, parent_message_uuid: parent } = message
    // Most exports name no model; some name one for the whole chat.
    const model = readString(message['model']) || readString(value['model'])
    leftOut.files += readList(files).length
    const before = readString(all[index - 1]?.['uuid'])
    const named = typeof parent === 'string' && (ids.has(parent) ? parent : parent === ROOT ? null : undefined)
    return {
      id: readString(uuid) || `${key} ${index}`,
      parent: named === false || named === undefined ? before || null : named,
      role: sender === 'human' ? 'user' : 'assistant',
      createdAt: readTime(at) ?? createdAt,
      parts: [...readAttachments(attachments), ...readContent(message, leftOut)],
      ...(model !== '' && { model }),
    }
  })
  return {
    key,
    title: readString(value['name']),
    createdAt,
    updatedAt: readTime(value['updated_at']) ?? createdAt,
    messages,
    leftOut,
  }
}

function readContent(message: Record<string, unknown>, leftOut: { toolCalls: number }): readonly ForeignPart[] {
  const parts = readList(message['content']).flatMap((part): readonly ForeignPart[] => {
    if (!isRecord(part)) return []
    if (part['type'] === 'text') return toText('text', part['text'])
    if (part['type'] === 'thinking') return toText('reasoning', part['thinking'])
    if (part['type'] === 'tool_use') leftOut.toolCalls += 1
    return []
  })
  return parts.length > 0 ? parts : toText('text', message['text'])
}

/** Returns the text of attached files, which Claude stores and shows with the question. */
function readAttachments(attachments: unknown): readonly ForeignPart[] {
  return readList(attachments).flatMap((attachment) => {
    const text = isRecord(attachment) ? readString(attachment['extracted_content']) : ''
    const name = isRecord(attachment) ? readString(attachment['file_name']) : ''
    return isBlank(text) ? [] : [{ type: 'text', text: [name, fence(text)].filter(Boolean).join('\n') } as const]
  })
}

/** Returns a code block with a fence longer than any in the text. */
function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`{3,}/g) ?? []).map((run) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}\n${text}\n${marks}`
}
