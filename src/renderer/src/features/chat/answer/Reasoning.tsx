import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { useKeptState } from '@/lib/use-kept-state'
import { MarkdownText } from './TextAnswer'

interface ReasoningProps {
  /** Distinguishes it from others. */
  readonly id: string
  readonly text: string
  readonly streaming: boolean
  /** How many tokens the service counted for it; 0 if unknown. */
  readonly tokens: number
}

/** The model's reasoning, collapsed above its answer. Laid out only while it's open: it's longer than the answer. */
export function Reasoning({ id, text, streaming, tokens }: ReasoningProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [isOpen, setOpen] = useKeptState(`reasoning ${id}`)
  return (
    <details
      data-testid="reasoning"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group/reasoning w-full min-w-0"
    >
      <summary className="flex h-7 w-fit cursor-default items-center gap-1.5 rounded-sm text-13 text-text-muted hover:text-text">
        <span aria-hidden className="inline-block transition-transform group-open/reasoning:rotate-90">
          ›
        </span>
        <span>{t('answer.reasoning')}</span>
        {tokens > 0 && (
          <span className="tabular text-12">
            {`· ${t('cost.quantity.token', { count: tokens, number: format.number(tokens) })}`}
          </span>
        )}
      </summary>
      {isOpen && (
        <div data-selectable className="mt-1 border-l-2 border-line pl-3 text-text-muted">
          <MarkdownText text={text} streaming={streaming} />
        </div>
      )}
    </details>
  )
}
