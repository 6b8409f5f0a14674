/**
 * Converts another app's chat into rows. In other apps any message can follow any other; in Easel each question has
 * answers and each answer has questions. So consecutive messages of one side are merged, and empty ones dropped.
 */
import type { ChatId, MessageId } from '@shared/ids'
import { createAttachmentId } from '@shared/ids'
import { getMediaType } from '@shared/image-options'
import { UNKNOWN_MODEL, type ModelId } from '@shared/catalogue'
import { isBlank, trimText } from '@shared/is-blank'
import { IMPORTED, parseModelId } from '@shared/services/ids'
import type { ImageFile } from '@shared/request'
import type { ImageRows } from '@/data/records'
import type { AnswerPartRow, AssistantMessageRow, ChatRow, MessageRow, UserMessageRow } from '@/data/rows'
import { deriveChatId, deriveId } from './derive-ids'
import { SOURCES, type ForeignChat, type ForeignMessage, type ForeignPart, type Source } from './foreign-chat'

export interface ChatRows {
  readonly chat: ChatRow
  readonly messages: readonly MessageRow[]
  readonly images: readonly ImageRows[]
  /** How many images the export mentions but lacks, or has in an unsupported format. */
  readonly missingImages: number
}

/** The same as for Easel's titles. Characters. */
const LONGEST_TITLE = 60

/**
 * Returns the rows of a chat. `findImage`: returns the stored file of an image by its name in the export. `untitled`:
 * for a chat without a title or text.
 */
export async function arrangeChat(
  source: Source,
  chat: ForeignChat,
  findImage: (name: string) => ImageFile | undefined,
  untitled: string,
): Promise<ChatRows> {
  const name = `${source}:${chat.key}`
  const id = await deriveChatId(source, chat.key)
  const names = chat.messages.flatMap(({ id: message }) => [message, nameMissingQuestion(message)])
  const ids = await Promise.all(
    names.map(async (message) => [message, await deriveId<MessageId>(`${name}:${message}`)] as const),
  )
  const arrangement = new Arrangement(source, id, new Map(ids), findImage)
  arrangement.walk(chat.messages)
  const messages = [...arrangement.messages.values()]
  const firstWords = messages.find(({ role, text }) => role === 'user' && !isBlank(text))?.text
  const title = trimText(chat.title) || firstWords?.trim().replace(/\s+/g, ' ').slice(0, LONGEST_TITLE) || untitled
  const createdAt = chat.createdAt || (messages[0]?.createdAt ?? 0)
  return {
    chat: {
      id,
      title,
      createdAt,
      updatedAt: chat.updatedAt || createdAt,
      chosen: arrangement.choose(chat),
      ...(chat.instructions !== undefined && { settings: { instructions: chat.instructions } }),
    },
    messages,
    images: arrangement.images,
    missingImages: arrangement.missingImages,
  }
}

/** Names the empty question inserted before an answer without one: some chats start with a greeting. */
function nameMissingQuestion(answer: string): string {
  return `${answer} question`
}

/** One side's turn, from one or more consecutive messages. */
interface Turn {
  /** The id of its last message. */
  readonly id: string
  readonly createdAt: number
  readonly parts: readonly ForeignPart[]
  readonly model?: string | undefined
}

/** The state at one point of a path through the tree. */
interface Place {
  /** The answer before the question. */
  readonly before: MessageId | null
  readonly question?: Turn
  readonly answer?: Turn
}

class Arrangement {
  readonly #source: Source
  readonly #chatId: ChatId
  readonly #ids: ReadonlyMap<string, MessageId>
  readonly #findImage: (name: string) => ImageFile | undefined
  /** The place after each message. */
  readonly #places = new Map<string, Place>()
  readonly messages = new Map<MessageId, MessageRow>()
  readonly images: ImageRows[] = []
  missingImages = 0

  constructor(
    source: Source,
    chatId: ChatId,
    ids: ReadonlyMap<string, MessageId>,
    findImage: (name: string) => ImageFile | undefined,
  ) {
    this.#source = source
    this.#chatId = chatId
    this.#ids = ids
    this.#findImage = findImage
  }

  /** Expects parents before their children. */
  walk(messages: readonly ForeignMessage[]): void {
    const parents = new Set(messages.map(({ parent }) => parent))
    for (const message of messages) {
      const place = this.#goOn(this.#places.get(message.parent ?? '') ?? { before: null }, message)
      this.#places.set(message.id, place)
      if (!parents.has(message.id)) this.#write(place)
    }
  }

  /** Returns the version of each message on the path to the last one on screen. */
  choose({ current }: ForeignChat): Readonly<Record<string, MessageId>> {
    const place = current === undefined ? undefined : this.#places.get(current)
    const last = place && this.#ids.get((place.answer ?? place.question)?.id ?? '')
    const chosen: Record<string, MessageId> = {}
    for (let row = this.messages.get(last ?? place?.before ?? ('' as MessageId)); row;) {
      chosen[row.parentId ?? 'root'] = row.id
      row = row.parentId === null ? undefined : this.messages.get(row.parentId)
    }
    return chosen
  }

  #goOn(place: Place, message: ForeignMessage): Place {
    if (message.parts.length === 0) return place
    if (message.role === 'assistant') {
      const question = place.question ?? { ...toTurn(message), id: nameMissingQuestion(message.id), parts: [] }
      return { ...place, question, answer: join(place.answer, message) }
    }
    if (!place.answer) return { ...place, question: join(place.question, message) }
    return { before: this.#write(place), question: toTurn(message) }
  }

  /** Writes the place's question and answer, once, and returns the answer's id. */
  #write({ before, question, answer }: Place): MessageId | null {
    if (!question) return before
    const questionId = this.#getId(question.id)
    this.#writeQuestion(questionId, before, question)
    return answer ? this.#writeAnswer(questionId, answer) : before
  }

  #writeQuestion(id: MessageId, parentId: MessageId | null, turn: Turn): void {
    if (this.messages.has(id)) return
    const images = this.#linkImages(id, turn, 'context')
    const row: UserMessageRow = {
      id,
      chatId: this.#chatId,
      parentId,
      role: 'user',
      status: 'done',
      createdAt: turn.createdAt,
      text: joinTexts(turn.parts),
      ...(images > 0 && { hasInputs: true }),
    }
    this.messages.set(id, row)
  }

  #writeAnswer(parentId: MessageId, turn: Turn): MessageId {
    const id = this.#getId(turn.id)
    if (this.messages.has(id)) return id
    const first = this.images.length
    this.#linkImages(id, turn)
    const parts = this.#orderParts(turn, first)
    const isPlain = parts.length === 1 && parts[0]?.type === 'text'
    const row: AssistantMessageRow = {
      id,
      chatId: this.#chatId,
      parentId,
      role: 'assistant',
      kind: 'text',
      status: 'done',
      createdAt: turn.createdAt,
      finishedAt: turn.createdAt,
      model: this.#nameModel(turn.model),
      revision: 0,
      text: joinTexts(turn.parts),
      ...(!isPlain && { parts }),
      importedFrom: SOURCES[this.#source],
    }
    this.messages.set(id, row)
    return id
  }

  #orderParts({ parts }: Turn, first: number): readonly AnswerPartRow[] {
    let images = first
    return parts.flatMap((part): readonly AnswerPartRow[] => {
      if (part.type !== 'image') return [part]
      if (!this.#findImage(part.name)) return []
      const image = this.images[images]
      images += 1
      return image ? [{ type: 'image', attachmentId: image.attachment.id }] : []
    })
  }

  /** Returns how many images of the turn have a file. */
  #linkImages(messageId: MessageId, { parts, createdAt }: Turn, role?: 'context'): number {
    let position = 0
    for (const part of parts) {
      if (part.type !== 'image') continue
      const file = this.#findImage(part.name)
      if (!file) {
        this.missingImages += 1
        continue
      }
      const id = createAttachmentId(messageId, position)
      const { hash, format, width, height, bytes } = file
      this.images.push({
        attachment: {
          id,
          hash,
          format,
          mime: getMediaType(format),
          width,
          height,
          bytes,
          createdAt,
          uploadState: 'local',
          ...(part.prompt !== undefined && { revisedPrompt: part.prompt }),
        },
        link: { messageId, attachmentId: id, position, ...(role && { role }) },
      })
      position += 1
    }
    return position
  }

  #nameModel(name: string | undefined): ModelId {
    if (name === undefined) return UNKNOWN_MODEL
    // ChatGPT's models belong to the service that unknown models are assigned to.
    const service = this.#source === 'chatgpt' ? parseModelId(UNKNOWN_MODEL)?.connection : undefined
    if (service !== undefined) return MODEL_NAME.test(name) ? `${service}:${name}` : UNKNOWN_MODEL
    // In other apps it may be any service's model, or a name the user made up.
    const shown = trimText(name.replace(/[\s\p{Cc}]+/gu, ' ')).slice(0, LONGEST_MODEL_NAME)
    return shown === '' ? UNKNOWN_MODEL : `${IMPORTED}:${shown}`
  }

  #getId(id: string): MessageId {
    const known = this.#ids.get(id)
    if (!known) throw new Error('a message of the import has no id')
    return known
  }
}

const MODEL_NAME = /^[a-z\d][\w.:-]{0,80}$/i
/** In characters. Enough for any model name, and short enough for a caption. */
const LONGEST_MODEL_NAME = 80

function toTurn({ id, createdAt, parts, model }: ForeignMessage): Turn {
  return { id, createdAt, parts, model }
}

function join(turn: Turn | undefined, message: ForeignMessage): Turn {
  if (!turn) return toTurn(message)
  return {
    ...turn,
    id: message.id,
    parts: [...turn.parts, ...message.parts],
    model: turn.model ?? message.model,
  }
}

function joinTexts(parts: readonly ForeignPart[]): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n')
}
