import { useMemo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { comparePrompts } from './compare-prompts'
import { PromptDiff } from './PromptDiff'

interface RewrittenPromptProps {
  /** The requested prompt, if it's known. */
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
      <PromptDiff parts={parts} />
    </>
  )
}
