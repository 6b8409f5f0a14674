/**
 * Estimates the height of a message before it's laid out. Exact for images, whose sizes and layout are known; a guess
 * for text. The scroll bar and the gaps of the list use these heights. Pure.
 */
import type { WebSourcesPart } from '@shared/answer'
import { splitFiles } from '@shared/text-files'
import { arrangeRows, measureRows, NARROW_VIEW, WIDE_VIEW } from '@/images/arrange-rows'
import { listSegments, type Segment } from '../../answer/segments'
import { FIRST_SOURCES } from '../../answer/first-sources'
import { imageSize } from '../../answer/image-size'
import type { AssistantMessage, Message, UserMessage } from '../../model'

/** What heights depend on, in pixels. */
export interface View {
  /** Width of the list, without the scroll bar. */
  readonly width: number
  /** Height of the window: images take up a share of it. */
  readonly windowHeight: number
  /** Whether the window itself is narrow, rather than the list. */
  readonly isNarrow: boolean
}

/** Width of the column (`--container-column`), and of the space next to it that facts may use (`answer-with-facts`). */
const COLUMN = 760
const MOST_BESIDE = 110
/** Facts next to an image: their minimum width and the gap. */
const FACTS = 184 + 20
const GAP = 8
/** `image-box`: its share of the window, and what else has to fit into a low window. */
const BOX_SHARE = 0.7
const AROUND_BOX = 240

/** For 14 px text: average width of a character, and line heights in questions and answers. */
const CHARACTER = 6.7
const LINE = 21
const PROSE_LINE = 22.4
const CODE_LINE = 20.15
/** `.prose-table`. */
const TABLE_SHARE = 0.7
/** 72 characters as wide as a zero. */
const MEASURE = 626
/** The number of lines that a long question is folded to (`LongText`). */
const FOLDED_LINES = 10
/** A row of text files. */
const FILES = 50

export function estimateHeight(message: Message, view: View): number {
  const padding = view.isNarrow ? 13 : 29
  const column = Math.min(COLUMN, view.width - 2 * padding)
  return message.role === 'user' ? estimateQuestion(message, column) : estimateAnswer(message, view, column)
}

function estimateQuestion({ text, inputs }: UserMessage, column: number): number {
  // Its buttons need space on the right.
  const { words: own, files } = splitFiles(text)
  const lines = countLines(own, column - 76)
  const isFolded = own.length > 900 || lines > FOLDED_LINES + 2
  const words = isFolded ? FOLDED_LINES * LINE + 32 : Math.max(1, lines) * LINE
  return 24 + 20 + words + (inputs.length > 0 ? 72 : 0) + (files.length > 0 ? FILES : 0) + 6
}

function estimateAnswer(message: AssistantMessage, view: View, column: number): number {
  const segments = listSegments(message)
  const isImage = message.kind === 'image'
  const around = (isImage ? 14 : 20) + 4 + 32
  if (message.status === 'failed' || message.status === 'cancelled') return around + 24 + 140
  const [only] = segments
  if (segments.length === 1 && only?.type === 'images') {
    const { width, height } = measureImages(only, message, view, column)
    return around + height + (fitsBeside(width, view, column) ? 0 : GAP + 17)
  }
  const heights = segments.map((segment) => estimateSegment(segment, message, view, column))
  const body = heights.reduce((sum, height) => sum + height, 0) + 12 * Math.max(0, heights.length - 1)
  return around + body + GAP + 17
}

function estimateSegment(segment: Segment, message: AssistantMessage, view: View, column: number): number {
  if (segment.type === 'images') return measureImages(segment, message, view, column).height
  if (segment.type === 'sources') return estimateSources(segment.part)
  return segment.type === 'reasoning' ? 28 : estimateProse(segment.text, column, view)
}

/** A heading, the searches, and the part of the list that is open at first. */
function estimateSources({ sources, queries, suggestions }: WebSourcesPart): number {
  const hasMore = sources.length > FIRST_SOURCES
  const lines = Math.min(sources.length, FIRST_SOURCES) + (hasMore ? 1 : 0) + (queries.length > 0 ? 1 : 0)
  // A row of suggestions is higher than a line.
  return 20 + lines * 24 + (suggestions ? 12 : 0)
}

type Images = Extract<Segment, { type: 'images' }>

function measureImages({ first, count }: Images, message: AssistantMessage, view: View, column: number) {
  const ratios = Array.from({ length: count }, (_, index) => {
    const { width, height } = imageSize(message, first + index)
    return width / height
  })
  const rows = arrangeRows(ratios, view.isNarrow ? NARROW_VIEW : WIDE_VIEW)
  const ratio = measureRows(rows, ratios)
  const gaps = (rows.length - 1) * GAP
  const width = Math.min(
    column,
    ratio * (Math.min(BOX_SHARE * view.windowHeight, view.windowHeight - AROUND_BOX) - gaps),
  )
  // Each cell keeps its own aspect ratio, and the gaps in a row take space from all its cells.
  const inner = rows.map((cells) => (cells - 1) * GAP)
  let start = 0
  const height = rows.reduce((sum, cells, row) => {
    const sumOfRatios = ratios.slice(start, (start += cells)).reduce((total, each) => total + each, 0)
    return sum + (width - (inner[row] ?? 0)) / sumOfRatios
  }, gaps)
  return { width, height }
}

/** Whether the facts fit next to images of this width. */
function fitsBeside(width: number, view: View, column: number): boolean {
  const room = Math.max(0, Math.min(MOST_BESIDE, (view.width - COLUMN) / 2 - 32))
  return width + FACTS <= column + room
}

/** Markdown, line by line in one pass, since a chat may contain a megabyte of it. */
function estimateProse(text: string, column: number, { windowHeight }: View): number {
  const perLine = Math.max(8, Math.min(MEASURE, column) / CHARACTER)
  let height = 0
  let paragraph = 0
  let table = 0
  let isCode = false
  const closeParagraph = (): void => {
    if (paragraph > 0) height += Math.ceil(paragraph / perLine) * PROSE_LINE + 12
    paragraph = 0
  }
  const closeTable = (): void => {
    height += Math.min(table, TABLE_SHARE * windowHeight)
    table = 0
  }
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start)
    const stop = end < 0 ? text.length : end
    const sign = text.charCodeAt(start)
    if (sign !== PIPE) closeTable()
    if (text.startsWith('```', start)) {
      closeParagraph()
      height += isCode ? 0 : 12 + 32 + 16
      isCode = !isCode
    } else if (isCode) height += CODE_LINE
    else if (stop === start) closeParagraph()
    else if (sign === HASH) {
      closeParagraph()
      height += 26 + 24
    } else if (sign === PIPE) {
      closeParagraph()
      table += text.charCodeAt(start + 1) === DASH ? 12 : 35
    } else if (isItem(text, start)) {
      closeParagraph()
      height += Math.ceil((stop - start) / perLine) * PROSE_LINE + 4
    } else paragraph += stop - start + 1
    start = stop + 1
  }
  closeParagraph()
  closeTable()
  return Math.max(PROSE_LINE, height - 12)
}

const HASH = 35
const PIPE = 124
const DASH = 45
const DIGITS = { first: 48, last: 57 }

function isItem(text: string, start: number): boolean {
  const sign = text.charCodeAt(start)
  if (text.charCodeAt(start + 1) === 32) return sign === DASH || sign === 42
  return sign >= DIGITS.first && sign <= DIGITS.last && /^\d{1,3}[.)] /.test(text.slice(start, start + 6))
}

/** For text whose line breaks are preserved. */
function countLines(text: string, width: number): number {
  const perLine = Math.max(8, (Math.min(MEASURE, width) - 8) / CHARACTER)
  let lines = 0
  for (let start = 0; start <= text.length;) {
    const end = text.indexOf('\n', start)
    const stop = end < 0 ? text.length : end
    lines += Math.max(1, Math.ceil((stop - start) / perLine))
    start = stop + 1
  }
  return lines
}
