import { useEffect } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { lazyPart } from '@/ui/lazy-part'
import { Elapsed } from './Elapsed'
import type { StreamingAnswer } from '../model'

const Markdown = lazyPart(() => import('./Markdown').then((module) => module.Markdown))

/** Loads the code that formats answers before it's needed. */
export const preloadMarkdown = Markdown.preload

interface TextProps {
  readonly text: string
  readonly streaming: boolean
}

/** One text of an answer. */
export function TextAnswer({ text, streaming }: TextProps) {
  return (
    <div data-selectable data-answer-text className="w-full min-w-0">
      <MarkdownText text={text} streaming={streaming} />
    </div>
  )
}

export function MarkdownText({ text, streaming }: TextProps) {
  return (
    <Markdown.Component
      text={text}
      streaming={streaming}
      fallback={<p className="max-w-measure text-14 wrap-anywhere whitespace-pre-wrap">{text}</p>}
    />
  )
}

/** Shown before the first word. */
export function Thinking({ message: { waits, jobsAhead = 0, startedAt, createdAt } }: ThinkingProps) {
  const { t } = useTranslation()
  // Loads while the model is still thinking.
  useEffect(() => Markdown.preload(), [])
  return (
    <p role="status" className="flex min-h-6 gap-1.5 text-13 text-text-muted">
      <span>
        {jobsAhead > 0 ? t('answer.jobsAhead', { count: jobsAhead }) : t(waits ? 'answer.waiting' : 'answer.thinking')}
      </span>
      <Elapsed since={startedAt ?? createdAt} />
    </p>
  )
}

interface ThinkingProps {
  readonly message: StreamingAnswer
}
