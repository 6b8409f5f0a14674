import { useEffect, useId, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { isUpTo } from '@/lib/format-money'
import type { Question } from './ask-first'
import '@/i18n/later'

/** Asks to confirm an amount. Enter sends, Escape cancels. */
export function AskDialog({ question: { estimate, facts, answer } }: { readonly question: Question }) {
  const { t } = useTranslation()
  const format = useFormat()
  const textId = useId()
  const { cost = 0, amount } = facts
  const money = format.together([cost], [amount])
  const send = useRef<HTMLButtonElement>(null)
  // Runs after the dialog has opened and focused its first control.
  useEffect(() => send.current?.focus(), [])
  return (
    <Dialog
      role="alertdialog"
      label={t('budget.ask.title')}
      describedBy={textId}
      onDismiss={() => answer(false)}
      className="flex w-[420px] max-w-[calc(100vw-24px)] animate-rise flex-col gap-4 rounded-lg border border-line bg-surface-raised p-6 shadow-float"
    >
      <div className="flex flex-col gap-1.5">
        <h2 className="text-16 font-semibold">{t('budget.ask.title')}</h2>
        <p id={textId} className="tabular text-13 text-text-muted">
          {t('budget.ask.text', { cost: money(cost, 'up to'), amount: money(amount) })}
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => answer(false)}>{t('budget.ask.cancel')}</Button>
        <Button ref={send} look="primary" className="tabular" onClick={() => answer(true)}>
          {t(isUpTo(estimate) ? 'budget.ask.sendUpTo' : 'budget.ask.send', { price: format.estimate(estimate) ?? '' })}
        </Button>
      </div>
    </Dialog>
  )
}
