/** Writes a chat for print as it is on screen: the path that is shown, from its first question to its last answer. */
import { isOverlay } from '@shared/catalogue/inputs'
import type { PrintPiece } from '@shared/chat-print'
import type { WebSourcesPart } from '@shared/answer'
import { splitFiles } from '@shared/text-files'
import { getSourceHost } from '@shared/web-search'
import { findInputs, listAnswerImages } from '../answer-content'
import { listSegments, type Segment } from '../answer/segments'
import type { AssistantMessage, Conversation, UserMessage } from '../model'
import { shownMessages } from '../shown'
import type { AnswerPress } from './draw-answers'
import { readPrintedFacts, readPrintedText } from './read-printed'

export interface PrintWords {
  readonly you: string
  readonly attached: string
  readonly sources: string
  readonly stopped: string
  readonly writing: string
  /** Why there's no answer, or what's missing from it. `hasImages`: its question has images. */
  readonly sayFailure: (message: AssistantMessage, hasImages: boolean) => string | undefined
  readonly sayRemoved: (count: number) => string
}

/** How long it renders without a pause, in milliseconds, so that the page stays usable. */
const SPELL_MS = 40

const LONGEST_ALT = 200

export async function writePrint(
  conversation: Conversation,
  words: PrintWords,
  press: AnswerPress,
): Promise<readonly PrintPiece[]> {
  const pieces: PrintPiece[] = []
  let pausedAt = performance.now()
  for (const message of shownMessages(conversation)) {
    if (message.role === 'user') pieces.push(...writeQuestion(message, words))
    else {
      const hasImages = findInputs(conversation.messages, message).length > 0
      pieces.push(...writeAnswer(message, await press.draw(message), hasImages, words))
    }
    if (performance.now() - pausedAt < SPELL_MS) continue
    await new Promise((resolve) => setTimeout(resolve))
    pausedAt = performance.now()
  }
  return pieces
}

function writeQuestion({ text, inputs }: UserMessage, words: PrintWords): readonly PrintPiece[] {
  const { words: asked, files } = splitFiles(text)
  const images = inputs.filter(({ role }) => !isOverlay(role))
  return [
    { html: `<section class="question">${write('h2', '', words.you)}</section>` },
    ...(images.length > 0
      ? [
          {
            areSmall: true,
            images: images.map(({ hash, name, width, height }) => ({
              hash,
              alt: shorten(name ?? words.attached),
              width,
              height,
            })),
          },
        ]
      : []),
    ...(asked === '' ? [] : [{ html: write('p', 'words', asked) }]),
    ...(files.length === 0 ? [] : [{ html: write('p', 'files', files.map(({ name }) => name).join(' · ')) }]),
  ]
}

function writeAnswer(
  message: AssistantMessage,
  drawn: Element,
  hasImages: boolean,
  words: PrintWords,
): readonly PrintPiece[] {
  const remarks = listRemarks(message, hasImages, words).map((remark) => ({ html: write('p', 'remark', remark) }))
  const facts = readPrintedFacts(drawn)
  return [
    ...listSegments(message).flatMap((segment) => writeSegment(segment, message, drawn, words)),
    ...remarks,
    ...(facts === '' ? [] : [{ html: write('p', 'facts', facts) }]),
  ]
}

function writeSegment(
  segment: Segment,
  message: AssistantMessage,
  drawn: Element,
  words: PrintWords,
): readonly PrintPiece[] {
  switch (segment.type) {
    case 'text':
      return [{ html: `<section class="answer">${readPrintedText(drawn, segment.key)}</section>` }]
    case 'images': {
      const { first, count } = segment
      const shown = listAnswerImages(message)
        .slice(first, first + count)
        .filter(({ isDeleted }) => !isDeleted)
      if (shown.length === 0) return []
      const alt = shorten(message.prompt ?? '')
      return [{ areSmall: false, images: shown.map(({ hash, width, height }) => ({ hash, alt, width, height })) }]
    }
    case 'sources':
      return segment.part.sources.length > 0 ? [{ html: writeSources(segment.part, words.sources) }] : []
    // Collapsed on screen: reasoning isn't part of the answer.
    case 'reasoning':
      return []
  }
}

function listRemarks(message: AssistantMessage, hasImages: boolean, words: PrintWords): readonly string[] {
  if (message.status === 'streaming') return [words.writing]
  const failure = words.sayFailure(message, hasImages)
  return [
    ...(message.removedImages === undefined ? [] : [words.sayRemoved(message.removedImages)]),
    ...(message.status === 'cancelled' ? [words.stopped] : []),
    ...(failure === undefined ? [] : [failure]),
  ]
}

function writeSources({ sources }: WebSourcesPart, title: string): string {
  const items = sources.map((source) => {
    const link = document.createElement('a')
    link.href = source.url
    link.textContent = source.title ?? getSourceHost(source)
    return `<li>${link.outerHTML} ${write('bdi', '', getSourceHost(source))}</li>`
  })
  return `<section class="sources">${write('h3', '', title)}<ol>${items.join('')}</ol></section>`
}

/** An element with escaped text. */
function write(tag: 'p' | 'h2' | 'h3' | 'bdi', className: string, text: string): string {
  const element = document.createElement(tag)
  if (className !== '') element.className = className
  element.dir = 'auto'
  element.textContent = text
  return element.outerHTML
}

/** Never leaves half a character at the end. */
function shorten(text: string): string {
  return text.slice(0, LONGEST_ALT).replace(/\p{Cs}$/u, '')
}
