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
 * Every element that Markdown can produce, as plain HTML that `prose.css` styles. Images become their description and a
 * button: nothing that a model writes may load anything automatically.
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
  // Its index signature would make every component accept every prop.
} as Components

/**
 * Emphasis next to Chinese and Japanese punctuation, formulas and footnotes, a few harmless tags, and addresses that
 * end where they should.
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
 * No `rehype-raw`: other HTML that a model writes stays text. The output of Markdown itself also goes through the
 * sanitizer, so that a bug in a parser isn't enough to get anything through.
 */
const REHYPE_PLUGINS = [defaultRehypePlugins.sanitize, directions, amounts].filter((plugin) => plugin !== undefined)

interface MarkdownProps {
  readonly text: string
  readonly streaming: boolean
}

/**
 * Renders a model's text as structured text only: no images, no diagrams. While it streams, unfinished parts are
 * repaired: an open `**` is closed, half a table or formula waits. Finished text is shown exactly as it was written.
 */
export const Markdown = memo(function Markdown({ text, streaming }: MarkdownProps) {
  // Stays in blocks for as long as it's on screen: switching would re-render a long answer at its last word.
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
        // The reader repairs the last block instead.
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

/** The same object until a note is added, so that another word doesn't re-render the marks. */
function useNotes(text: string, streaming: boolean): Notes {
  const id = useId()
  const labels = listNotes(text).join('\n')
  return useMemo(() => ({ id, labels: new Set(labels.split('\n')), streaming }), [id, labels, streaming])
}
