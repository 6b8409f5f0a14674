import { useMemo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { comparePrompts } from './compare-prompts'

interface RewrittenPromptProps {
  /** What was asked for, if it's known. */
  readonly before: string
  readonly text: string
}

/** The prompt as the service rewrote it, with what it added and removed. */
export function RewrittenPrompt({ before, text }: RewrittenPromptProps) {
  const { t } = useTranslation()
  const parts = useMemo(() => comparePrompts(before, text), [before, text])
  const isMarked = parts.some(({ kind }) => kind !== 'same')
  return (
    <>
      <p className="mt-2 text-12 text-text-muted">{t(isMarked ? 'details.revisedMarked' : 'details.revised')}</p>
      <p data-selectable tabIndex={0} className="scroll-slim max-h-48 text-13 wrap-anywhere whitespace-pre-wrap">
        {parts.map(({ kind, text: words }, index) => {
          if (kind === 'added') {
            return (
              <ins
                key={index}
                className="rounded-xs bg-selected px-0.5 font-medium no-underline forced-colors:underline"
              >
                {words}
              </ins>
            )
          }
          if (kind === 'removed') {
            return (
              <del key={index} className="text-text-muted">
                {words}
              </del>
            )
          }
          return <span key={index}>{words}</span>
        })}
      </p>
    </>
  )
}
