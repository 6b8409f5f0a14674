import { memo, useId, useMemo, useState } from 'react'
import cjkFriendly from 'remark-cjk-friendly'
import cjkStrikethrough from 'remark-cjk-friendly-gfm-strikethrough'
import { defaultRehypePlugins, defaultRemarkPlugins, Streamdown, type Components } from 'streamdown'
import { CodeElement } from './CodeElement'
import { ExternalLink } from './ExternalLink'
import { amounts } from './markdown/amounts'
import { createBlockReader } from './markdown/block-reader'
import { directions } from './markdown/directions'
import { linkEnds } from './markdown/link-ends'
import { safeHtml } from './markdown/safe-html'
import { NotesContext, type Notes } from './markdown/notes'
import { readSigns } from './markdown/read-signs'
import { listNotes, markSigns } from './markdown/signs'
import { needsWhole } from './markdown/source'
import { RemoteImage } from './RemoteImage'
import { TableElement } from './TableElement'
import { TaskMark } from './TaskMark'
import './prose.css'
import '@/i18n/later'

/**
 * Every element that Markdown can make, as plain HTML that `prose.css` styles. Images become their
 * description and a button: nothing that a model writes may load anything by itself.
 */
const COMPONENTS = {
  a: ExternalLink,
  code: CodeElement,
  input: TaskMark,
  img: RemoteImage,
  table: TableElement,
  h1: 'h2',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  h6: 'h6',
  p: 'p',
  ol: 'ol',
  ul: 'ul',
  li: 'li',
  hr: 'hr',
  br: 'br',
  strong: 'strong',
  em: 'em',
  del: 'del',
  ins: 'ins',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  blockquote: 'blockquote',
  sup: 'sup',
  sub: 'sub',
  kbd: 'kbd',
  details: 'details',
  summary: 'summary',
  section: 'section',
  // Its index signature would have every component accept every prop.
} as Components

/**
 * Emphasis beside Chinese and Japanese signs, formulas and notes, a few harmless tags, and addresses that end where they
 * should.
 */
const REMARK_PLUGINS = [
  ...Object.values(defaultRemarkPlugins),
  cjkFriendly,
  cjkStrikethrough,
  readSigns,
  safeHtml,
  linkEnds,
]

/**
 * No `rehype-raw`: other HTML that a model writes stays text. What Markdown itself makes goes through the sanitizer as
 * well, so that a fault in a parser is not enough to get anything through.
 */
const REHYPE_PLUGINS = [defaultRehypePlugins.sanitize, directions, amounts].filter((plugin) => plugin !== undefined)

interface MarkdownProps {
  readonly text: string
  readonly streaming: boolean
}

/**
 * What a model writes, as structured text and nothing else: no images, no diagrams. While it streams, what is unfinished
 * is repaired: an open `**` is closed, half a table or formula waits. What is finished is shown exactly as it was written.
 */
export const Markdown = memo(function Markdown({ text, streaming }: MarkdownProps) {
  // Laid out part by part for as long as it is on screen: anything else would redraw a long answer at its last word.
  const [isInParts] = useState(streaming)
  const mode = isInParts && (streaming || !needsWhole(text)) ? 'streaming' : 'static'
  const isWhole = mode === 'static'
  const source = useMemo(() => (isWhole ? markSigns(text) : text), [text, isWhole])
  const [reader] = useState(createBlockReader)
  return (
    <NotesContext value={useNotes(text, streaming)}>
      <Streamdown
        className="prose"
        mode={mode}
        components={COMPONENTS}
        remarkPlugins={REMARK_PLUGINS}
        rehypePlugins={REHYPE_PLUGINS}
        // The reader does it, for the last block only.
        parseIncompleteMarkdown={false}
        parseMarkdownIntoBlocksFn={streaming ? reader.readGrowing : reader.readWhole}
        isAnimating={streaming}
        linkSafety={{ enabled: false }}
      >
        {source}
      </Streamdown>
    </NotesContext>
  )
})

/** The same as long as no note is added, so that a word more draws no mark again. */
function useNotes(text: string, streaming: boolean): Notes {
  const id = useId()
  const labels = listNotes(text).join('\n')
  return useMemo(() => ({ id, labels: new Set(labels.split('\n')), streaming }), [id, labels, streaming])
}
