/** Writes a chat as Markdown: its messages as they were written, under headings with their authors. Pure. */
import type { AnswerPart, Cost, StoredImage } from '@shared/answer'
import { isOverlay } from '@shared/catalogue/inputs'
import type { ChatExport, ChatPiece, ExportedImage } from '@shared/chat-export'
import type { ObjectHash } from '@shared/ids'
import { splitFiles } from '@shared/text-files'
import { writeSources } from './answer/copy-answer'
import { findInputs } from './answer-content'
import type { AssistantMessage, Conversation, UserMessage } from './model'
import { collectRecipeFacts } from './recipe-facts'
import { shownMessages } from './shown'

export interface ChatWords {
  /** Below the title. */
  readonly head: string
  readonly you: string
  readonly attached: string
  readonly sources: string
  readonly stopped: string
  readonly writing: string
  /** The name of the answer's author. */
  readonly sayWho: (message: Pick<AssistantMessage, 'model' | 'importedFrom'>) => string
  /** Why there's no answer, or what's missing from it. `hasImages`: its question has images. */
  readonly sayFailure: (message: AssistantMessage, hasImages: boolean) => string | undefined
  readonly sayMoment: (at: number) => string
  /** With its source. */
  readonly sayCost: (cost: Cost) => string
}

/** Lengths of an image's alternative text and of its file name. Characters. */
const LONGEST_ALT = 200
const LONGEST_NAME = 60

/**
 * Writes the messages on screen: the chosen versions of questions and answers, and all answers that are side by side.
 */
export function writeChat(
  title: string,
  conversation: Conversation,
  words: ChatWords,
): Pick<ChatExport, 'pieces' | 'images'> {
  const writer = new Writer(words)
  writer.add(`# ${toLine(title)}\n\n${words.head}\n`)
  for (const message of shownMessages(conversation)) {
    if (message.role === 'user') writer.addQuestion(message)
    else writer.addAnswer(message, conversation)
  }
  return { pieces: writer.pieces, images: writer.images }
}

class Writer {
  readonly pieces: ChatPiece[] = []
  readonly images: ExportedImage[] = []
  readonly #words: ChatWords
  /** The index of each image in the list, which contains a repeated image once. */
  readonly #places = new Map<ObjectHash, number>()

  constructor(words: ChatWords) {
    this.#words = words
  }

  add(text: string): void {
    this.pieces.push({ text })
  }

  addQuestion({ text, inputs, createdAt }: UserMessage): void {
    this.#addHeading(this.#words.you, [this.#words.sayMoment(createdAt)])
    this.#addText(text)
    const { words } = splitFiles(text)
    for (const image of inputs.filter(({ role }) => !isOverlay(role))) {
      this.#addImage({ hash: image.hash, name: words }, image.name ?? this.#words.attached)
    }
  }

  addAnswer(message: AssistantMessage, conversation: Conversation): void {
    const { createdAt } = message
    const cost = 'bill' in message ? message.bill?.cost : undefined
    const facts = [this.#words.sayMoment(createdAt), ...(cost ? [this.#words.sayCost(cost)] : [])]
    this.#addHeading(this.#words.sayWho(message), facts)
    if (message.status === 'streaming') {
      this.#addText(message.text)
      return this.#addRemark(this.#words.writing)
    }
    const inputs = findInputs(conversation.messages, message)
    let index = 0
    for (const part of message.parts) {
      if (part.type === 'image') {
        this.#addPart(part, message, collectRecipeFacts(message, index, inputs))
        index += 1
      } else this.#addPart(part, message, undefined)
    }
    if (message.status === 'cancelled') this.#addRemark(this.#words.stopped)
    const failure = this.#words.sayFailure(message, inputs.length > 0)
    if (failure !== undefined) this.#addRemark(failure)
  }

  #addPart(part: AnswerPart, { prompt = '' }: AssistantMessage, recipe: ExportedImage['recipe']): void {
    switch (part.type) {
      case 'text':
        return this.#addText(part.text)
      case 'image':
        return this.#addStored(part.image, prompt, recipe)
      case 'sources':
        if (part.sources.length > 0) this.#addText(`${this.#words.sources}\n\n${writeSources(part.sources)}`)
        return
      // Reasoning isn't part of the answer.
      case 'reasoning':
    }
  }

  #addStored(image: StoredImage, prompt: string, recipe: ExportedImage['recipe']): void {
    if (image.isDeleted) return
    this.#addImage({ hash: image.hash, name: prompt, ...(recipe && { recipe }) }, prompt)
  }

  #addHeading(name: string, facts: readonly string[]): void {
    this.add(`\n## ${toLine(name)}\n\n*${facts.join(' · ')}*\n`)
  }

  #addText(text: string): void {
    if (text !== '') this.add(`\n${text}\n`)
  }

  #addRemark(text: string): void {
    this.add(`\n> ${text}\n`)
  }

  #addImage({ name, ...image }: ExportedImage, alt: string): void {
    const known = this.#places.get(image.hash)
    const place = known ?? this.images.length
    if (known === undefined) {
      this.#places.set(image.hash, place)
      const number = String(place + 1).padStart(3, '0')
      this.images.push({ ...image, name: `${number} ${cut(toLine(name), LONGEST_NAME)}`.trimEnd() })
    }
    const line = cut(toLine(alt), LONGEST_ALT)
    this.add('\n')
    this.pieces.push({ image: place, alt: line.replace(/[[\]\\]/g, '\\$&') })
    this.add('\n')
  }
}

/** Never leaves half a character at the end. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/\p{Cs}$/u, '')
}

/** Removes line breaks, half characters, and space around. */
function toLine(text: string): string {
  return text
    .slice(0, 1_000)
    .replace(/[\s\p{Cs}]+/gu, ' ')
    .trim()
}
