import type { AttachmentId, ChatId, MessageId } from '@shared/ids'
import { byPosition, isOutput } from './attachment-repository'
import type { EaselDatabase } from './database'
import type { FamilyAnswer, FamilyRows } from './records'
import type { AssistantMessageRow, AttachmentRow, MessageAttachmentRow } from './rows'

/** More than a user can follow on screen. */
const MOST_ANSWERS = 300

/**
 * Finds what an image was made from and what was made from it, across all chats. These relations aren't stored: the
 * images of an answer's question are the parents of its own.
 */
export class FamilyFinder {
  readonly #database: EaselDatabase

  constructor(database: EaselDatabase) {
    this.#database = database
  }

  /** Every answer related to this image, and the related images that no answer made. Includes deleted chats. */
  find(start: AttachmentId, most = MOST_ANSWERS): Promise<FamilyRows> {
    const { chats, messages, messageAttachments, attachments } = this.#database
    return this.#database.transaction('r', chats, messages, messageAttachments, attachments, async () => {
      const search = new FamilySearch(this.#database, most)
      const { answers, brought, isCut } = await search.run(start)
      const found = await chats.bulkGet([...new Set(answers.map(({ answer }) => answer.chatId))])
      const alive = new Set(found.flatMap((row) => (row && row.deletedAt === undefined ? row.id : [])))
      return {
        answers: answers.map((entry) => ({ ...entry, isDeleted: !alive.has(entry.answer.chatId) })),
        brought,
        isCut,
      }
    })
  }
}

type FoundAnswer = Omit<FamilyAnswer, 'isDeleted'>

/** One traversal from image to answer to image. */
class FamilySearch {
  readonly #database: EaselDatabase
  readonly #most: number
  readonly #answers = new Map<MessageId, FoundAnswer>()
  readonly #brought = new Map<AttachmentId, AttachmentRow>()
  readonly #seen = new Set<AttachmentId>()
  readonly #byChat = new Map<ChatId, Promise<readonly AssistantMessageRow[]>>()
  #waiting: AttachmentId[] = []
  #isCut = false

  constructor(database: EaselDatabase, most: number) {
    this.#database = database
    this.#most = most
  }

  async run(start: AttachmentId) {
    this.#note([start])
    for (let id = this.#waiting.shift(); id !== undefined; id = this.#waiting.shift()) await this.#visitImage(id)
    return { answers: [...this.#answers.values()], brought: [...this.#brought.values()], isCut: this.#isCut }
  }

  async #visitImage(id: AttachmentId): Promise<void> {
    const { messageAttachments, messages, attachments } = this.#database
    const links = await messageAttachments.where({ attachmentId: id }).toArray()
    // Masks and marks aren't followed: nothing is made from them.
    const used = links.filter(isParent)
    const makers = await messages.bulkGet(links.filter(isOutput).map(({ messageId }) => messageId))
    // A branch contains copies of its original's answers, which made nothing.
    const [maker] = makers
      .filter((row) => row?.role === 'assistant')
      .filter(({ copiedFrom }) => copiedFrom === undefined)
      .toSorted((one, other) => one.createdAt - other.createdAt)
    if (maker) await this.#visitAnswer(maker)
    else {
      const row = await attachments.get(id)
      if (row && row.deletedAt === undefined) this.#brought.set(id, row)
    }
    for (const { messageId } of used) await this.#visitAnswersTo(messageId)
  }

  async #visitAnswersTo(questionId: MessageId): Promise<void> {
    const question = await this.#database.messages.get(questionId)
    if (question?.role !== 'user') return
    for (const answer of await this.#answersOfChat(question.chatId))
      if (answer.parentId === questionId && answer.copiedFrom === undefined) await this.#visitAnswer(answer)
  }

  async #visitAnswer(answer: AssistantMessageRow): Promise<void> {
    if (this.#answers.has(answer.id)) return
    if (this.#answers.size >= this.#most) {
      this.#isCut = true
      return
    }
    const { messages, attachments } = this.#database
    const [question, outputs, inputs] = await Promise.all([
      messages.get(answer.parentId),
      this.#readLinks(answer.id),
      this.#readLinks(answer.parentId),
    ])
    const rows = (await attachments.bulkGet(outputs.map(({ attachmentId }) => attachmentId))).filter(isPresent)
    const images = rows.filter(({ deletedAt }) => deletedAt === undefined)
    // An image made from another one in Easel counts as the original: no model was involved.
    const parents = inputs.filter((link) => isParent(link) && link.madeFrom === undefined)
    // Deleted images aren't shown, but what they were made from still belongs to the family.
    if (images.length < rows.length)
      this.#note([...parents.map(({ attachmentId }) => attachmentId), ...rows.map(({ id }) => id)])
    // A copy or an answer without images isn't a step.
    if (images.every(({ id }) => this.#isMade(id))) return
    const prompt = answer.prompt ?? (question?.role === 'user' ? question.text : '')
    this.#answers.set(answer.id, { answer, prompt, images, parents: parents.map(({ attachmentId }) => attachmentId) })
    this.#note([...parents.map(({ attachmentId }) => attachmentId), ...images.map(({ id }) => id)])
  }

  #isMade(id: AttachmentId): boolean {
    return [...this.#answers.values()].some(({ images }) => images.some((image) => image.id === id))
  }

  #note(ids: readonly AttachmentId[]): void {
    for (const id of ids) {
      if (this.#seen.has(id)) continue
      this.#seen.add(id)
      this.#waiting.push(id)
    }
  }

  async #readLinks(messageId: MessageId): Promise<readonly MessageAttachmentRow[]> {
    return (await this.#database.messageAttachments.where({ messageId }).toArray()).toSorted(byPosition)
  }

  #answersOfChat(chatId: ChatId): Promise<readonly AssistantMessageRow[]> {
    const known = this.#byChat.get(chatId)
    if (known) return known
    const rows = this.#database.messages
      .where({ chatId })
      .toArray()
      .then((all) => all.filter((row) => row.role === 'assistant'))
    this.#byChat.set(chatId, rows)
    return rows
  }
}

function isParent({ role }: MessageAttachmentRow): boolean {
  return role === 'reference' || role === 'context' || role === 'origin'
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined
}
