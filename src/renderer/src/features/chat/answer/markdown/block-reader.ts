/** Splits the Markdown of an answer into blocks while it grows, at a constant cost per word. */
import { parseMarkdownIntoBlocks } from 'streamdown'
import { closeOpen } from './close-open'
import { holdSign, markSigns } from './signs'
import { holdTable } from './source'

export interface BlockReader {
  /**
   * The blocks of an answer in progress: half a table, half a formula and half a character wait, and what is open at
   * the end is closed.
   */
  readonly readGrowing: (markdown: string) => string[]
  /** The blocks of a finished answer, exactly as it was written. */
  readonly readWhole: (markdown: string) => string[]
}

/** Blocks are settled in groups, since locating the start of a group in the text takes time. */
const GROUP = 8
/** The last blocks may still change with the next word: a list continues, a line becomes a heading. */
const OPEN = 3
/** The first half of a surrogate pair, such as an emoji, whose second half is yet to come. */
const HALF_CHARACTER = /[\ud800-\udbff]$/

/** For one answer. Settled blocks are neither parsed nor repaired again, as long as the text only grows. */
export function createBlockReader(): BlockReader {
  let known = ''
  let settled: readonly string[] = []

  function read(markdown: string, prepare: (rest: string) => string): string[] {
    if (!markdown.startsWith(known)) {
      known = ''
      settled = []
    }
    const rest = markdown.slice(known.length)
    const blocks = parseMarkdownIntoBlocks(prepare(rest))
    const all = [...settled, ...blocks]
    if (blocks.length >= GROUP + OPEN) settle(rest, blocks.slice(0, -OPEN))
    return all
  }

  /** `blocks`: the first blocks of `rest`. */
  function settle(rest: string, blocks: readonly string[]): void {
    const end = blocks.findLastIndex((block) => block.endsWith('\n\n')) + 1
    const prepared = blocks.slice(0, end).join('')
    // `prepare` keeps the length. The parser doesn't if lines end with CR LF: then nothing is settled.
    const source = rest.slice(0, prepared.length)
    if (markSigns(source) !== prepared) return
    known += source
    settled = [...settled, ...blocks.slice(0, end)]
  }

  return {
    readGrowing(markdown) {
      const blocks = read(markdown, (rest) => markSigns(holdTable(holdSign(rest.replace(HALF_CHARACTER, '')))))
      // White space at the end is also a block.
      const last = blocks.findLastIndex((block) => block.trim() !== '')
      return blocks.slice(0, last + 1).map((block, index) => (index === last ? closeOpen(block) : block))
    },
    readWhole: (markdown) => read(markdown, markSigns),
  }
}
