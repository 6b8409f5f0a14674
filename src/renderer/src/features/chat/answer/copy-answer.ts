/** Builds the copy of an answer: its text and the pages that it cites. */
import type { AnswerPart, WebSourcesPart } from '@shared/answer'
import { getSourceHost, type WebSource } from '@shared/web-search'
import { readAnswerText } from '../answer-content'
import type { AssistantMessage } from '../model'

function listSources(message: AssistantMessage): readonly WebSource[] {
  const parts: readonly AnswerPart[] = message.status === 'streaming' ? [] : message.parts
  return parts.filter((part): part is WebSourcesPart => part.type === 'sources').flatMap(({ sources }) => sources)
}

/** In Markdown, like the text. `title`: heading for the list of pages. */
export function readAnswerCopy(message: AssistantMessage, title: string): string {
  const text = readAnswerText(message)
  const sources = listSources(message)
  if (text === '' || sources.length === 0) return text
  return `${text}\n\n${title}\n\n${writeSources(sources)}`
}

/** As a numbered list in Markdown. */
export function writeSources(sources: readonly WebSource[]): string {
  return sources.map((source, index) => `${index + 1}. [${escapeTitle(source)}](<${source.url}>)`).join('\n')
}

/** Appends the same list to the formatted text. `undefined` stays undefined. */
export function addSourcesHtml(html: string | undefined, message: AssistantMessage, title: string): string | undefined {
  const sources = listSources(message)
  if (html === undefined || sources.length === 0) return html
  const items = sources.map((source) => {
    const link = document.createElement('a')
    link.href = source.url
    link.textContent = source.title ?? getSourceHost(source)
    return `<li>${link.outerHTML}</li>`
  })
  const heading = document.createElement('p')
  heading.textContent = title
  return `${html}${heading.outerHTML}<ol>${items.join('')}</ol>`
}

function escapeTitle(source: WebSource): string {
  return (source.title ?? getSourceHost(source)).replace(/[[\]\\]/g, '\\$&')
}
