/** Splits the Markdown of an answer into blocks while it grows, so that a word costs the same at its end as at its start. */
import { parseMarkdownIntoBlocks } from 'streamdown'
import { closeOpen } from './close-open'
import { holdSign, markSigns } from './signs'
import { holdTable } from './source'

export interface BlockReader {
  /**
   * The blocks of an answer that is being made: half a table, half a formula and half a character wait, and what is open
   * at the end is closed.
   */
  readonly readGrowing: (markdown: string) => string[]
  /** The blocks of an answer that has ended, exactly as it was written. */
  readonly readWhole: (markdown: string) => string[]
}

/** Blocks are settled in groups: finding where a group begins in the text takes a moment. */
const GROUP = 8
/** The last ones may still change with the next word: a list goes on, a line becomes a heading. */
const OPEN = 3
/** The first half of an emoji and the like, whose second half is on its way. */
const HALF_CHARACTER = /[\ud800-\udbff]$/

/** For one answer. What has been settled is neither parsed nor repaired again, as long as the text only grows. */
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

  /** `blocks`: the first ones of `rest`. */
  function settle(rest: string, blocks: readonly string[]): void {
    const end = blocks.findLastIndex((block) => block.endsWith('\n\n')) + 1
    const prepared = blocks.slice(0, end).join('')
    // Preparing it changes no length. The parser does, where lines end with CR LF: then nothing is settled.
    const source = rest.slice(0, prepared.length)
    if (markSigns(source) !== prepared) return
    known += source
    settled = [...settled, ...blocks.slice(0, end)]
  }

  return {
    readGrowing(markdown) {
      const blocks = read(markdown, (rest) => markSigns(holdTable(holdSign(rest.replace(HALF_CHARACTER, '')))))
      // White space at the end is a block, too.
      const last = blocks.findLastIndex((block) => block.trim() !== '')
      return blocks.slice(0, last + 1).map((block, index) => (index === last ? closeOpen(block) : block))
    },
    readWhole: (markdown) => read(markdown, markSigns),
  }
}
