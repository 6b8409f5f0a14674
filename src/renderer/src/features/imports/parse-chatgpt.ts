/**
 * Reads a conversation of ChatGPT's export: a tree of nodes in `mapping`, most of which have a message. Tool results
 * are separate messages; their visible content (images, text) belongs to the surrounding answer.
 */
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

/** Parses a conversation. Undefined for anything else. */
export function parseChatGptChat(value: unknown): ForeignChat | undefined {
  if (!isRecord(value) || !isRecord(value['mapping'])) return undefined
  const { title, mapping, current_node: current } = value
  const key = readString(value['conversation_id']) || readString(value['id'])
  if (key === '') return undefined
  const createdAt = readTime(value['create_time']) ?? 0
  const reading = new Reading(mapping as Record<string, unknown>, createdAt)
  const messages = reading.read()
  return {
    key,
    title: readString(title),
    createdAt,
    updatedAt: readTime(value['update_time']) ?? createdAt,
    messages,
    ...(typeof current === 'string' && { current }),
    leftOut: reading.leftOut,
  }
}

class Reading {
  readonly #nodes: Readonly<Record<string, unknown>>
  readonly #startedAt: number
  leftOut = { files: 0, recordings: 0, toolCalls: 0 }

  constructor(nodes: Readonly<Record<string, unknown>>, startedAt: number) {
    this.#nodes = nodes
    this.#startedAt = startedAt
  }

  /** Turns every node into a message, an empty one if nothing is visible, so that the tree stays connected. */
  read(): readonly ForeignMessage[] {
    const messages: ForeignMessage[] = []
    const waiting = Object.keys(this.#nodes).filter((id) => this.#findParent(id) === null)
    const seen = new Set<string>()
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      if (seen.has(id)) continue
      seen.add(id)
      messages.push(this.#readNode(id))
      const node = this.#nodes[id]
      const children = isRecord(node) ? readList(node['children']) : []
      waiting.push(...children.filter((child): child is string => typeof child === 'string' && child in this.#nodes))
    }
    return messages
  }

  #findParent(id: string): string | null {
    const node = this.#nodes[id]
    const parent = isRecord(node) ? node['parent'] : undefined
    return typeof parent === 'string' && parent in this.#nodes ? parent : null
  }

  #readNode(id: string): ForeignMessage {
    const node = this.#nodes[id]
    const message = isRecord(node) && isRecord(node['message']) ? node['message'] : {}
    const author = isRecord(message['author']) ? message['author'] : {}
    const metadata = isRecord(message['metadata']) ? message['metadata'] : {}
    const model = readString(metadata['model_slug'])
    const isHidden = author['role'] === 'system' || metadata['is_visually_hidden_from_conversation'] === true
    const parts = isHidden ? [] : this.#readParts(message, readString(author['role']), metadata)
    return {
      id,
      parent: this.#findParent(id),
      role: author['role'] === 'user' ? 'user' : 'assistant',
      createdAt: readTime(message['create_time']) ?? this.#startedAt,
      parts,
      ...(model !== '' && { model }),
    }
  }

  #readParts(
    message: Record<string, unknown>,
    role: string,
    metadata: Record<string, unknown>,
  ): readonly ForeignPart[] {
    const content = isRecord(message['content']) ? message['content'] : {}
    const isCall = role === 'assistant' && !['', 'all'].includes(readString(message['recipient']))
    if (isCall) {
      this.leftOut.toolCalls += 1
      return []
    }
    const images = new Set<string>()
    const parts = this.#readContent(content, role, images)
    const attachments = readList(metadata['attachments']).filter(isRecord)
    this.leftOut.files += attachments.filter(({ id }) => !images.has(readString(id))).length
    return parts
  }

  #readContent(content: Record<string, unknown>, role: string, images: Set<string>): readonly ForeignPart[] {
    switch (content['content_type']) {
      case 'text':
      case 'multimodal_text':
        return readList(content['parts']).flatMap((part) => this.#readPart(part, role, images))
      case 'code':
        return toWords(readString(content['text']), role)
      case 'thoughts':
        return readList(content['thoughts']).flatMap((thought) => {
          if (!isRecord(thought)) return []
          const text = [readString(thought['summary']), readString(thought['content'])].filter(Boolean).join('\n\n')
          return text === '' ? [] : [{ type: 'reasoning', text } as const]
        })
      default:
        return []
    }
  }

  #readPart(part: unknown, role: string, images: Set<string>): readonly ForeignPart[] {
    if (typeof part === 'string') return toWords(part, role)
    if (!isRecord(part)) return []
    switch (part['content_type']) {
      case 'image_asset_pointer': {
        const name = readString(part['asset_pointer']).replace(/^[a-z-]+:\/\//, '')
        if (name === '') return []
        images.add(name)
        const metadata = isRecord(part['metadata']) ? part['metadata'] : {}
        const dalle = isRecord(metadata['dalle']) ? metadata['dalle'] : {}
        const prompt = readString(dalle['prompt'])
        return [{ type: 'image', name, ...(prompt !== '' && { prompt }) }]
      }
      case 'audio_transcription':
        return toWords(readString(part['text']), role)
      case 'audio_asset_pointer':
      case 'real_time_user_audio_video_asset_pointer':
        this.leftOut.recordings += 1
        return []
      default:
        return []
    }
  }
}

/** Private use characters that ChatGPT's page replaces with source links; they mean nothing elsewhere. */
const CITATIONS = /\uE200[^\uE201]*\uE201|【\d+[^】]{0,40}】/g

/** Returns the text as parts, except for tools: their text is for the model, not part of the conversation. */
function toWords(text: string, role: string): readonly ForeignPart[] {
  return role === 'tool' ? [] : toText('text', text.replace(CITATIONS, ''))
}
