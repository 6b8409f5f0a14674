import { memo, useState, type ReactNode } from 'react'
import { defaultRehypePlugins, Streamdown, type Components } from 'streamdown'
import { CodeElement } from './CodeElement'
import { ExternalLink } from './ExternalLink'
import { TaskMark } from './TaskMark'
import './prose.css'
import '@/i18n/later'

/**
 * Every element that Markdown can make, as plain HTML that `prose.css` styles. Images become their description: nothing
 * that a model writes may load anything.
 */
const COMPONENTS = {
  a: ExternalLink,
  code: CodeElement,
  input: TaskMark,
  img: ({ alt }: { readonly alt?: string }) => (alt ? <em>{alt}</em> : null),
  table: ({ children }: { readonly children?: ReactNode }) => (
    <div className="prose-table" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
  h1: 'h2',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  h6: 'h6',
  ol: 'ol',
  ul: 'ul',
  li: 'li',
  hr: 'hr',
  strong: 'strong',
  thead: 'thead',
  tbody: 'tbody',
  tr: 'tr',
  th: 'th',
  td: 'td',
  blockquote: 'blockquote',
  sup: 'sup',
  sub: 'sub',
  section: 'section',
  // Its index signature would have every component accept every prop.
} as Components

/**
 * No `rehype-raw`: HTML that a model writes stays text. What Markdown itself makes goes through the sanitizer as well,
 * so that a fault in a parser is not enough to get anything through.
 */
const REHYPE_PLUGINS = [defaultRehypePlugins.sanitize].filter((plugin) => plugin !== undefined)

interface MarkdownProps {
  readonly text: string
  readonly streaming: boolean
}

/** What a model writes, as structured text and nothing else: no HTML, no images, no diagrams, no plugin. */
export const Markdown = memo(function Markdown({ text, streaming }: MarkdownProps) {
  // Fixed for as long as the message is on screen: changing it would lay out a long answer anew at its last word.
  const [mode] = useState<'streaming' | 'static'>(streaming ? 'streaming' : 'static')
  return (
    <Streamdown
      className="prose"
      mode={mode}
      components={COMPONENTS}
      rehypePlugins={REHYPE_PLUGINS}
      isAnimating={streaming}
      linkSafety={{ enabled: false }}
    >
      {text}
    </Streamdown>
  )
})
