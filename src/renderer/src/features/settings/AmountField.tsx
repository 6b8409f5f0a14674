import { useEffect, useId, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { CONTROL } from '@/ui/control-style'
import { amountOf, type AmountInput } from './amount'

interface AmountFieldProps {
  readonly label: string
  readonly hint: string
  readonly value: AmountInput
  /** It is what Settings were opened for. */
  readonly isWanted?: boolean
  readonly onChange: (value: AmountInput) => void
}

/** An amount in US dollars. Empty means that there is none, and the box says so. */
export function AmountField({ label, hint, value, isWanted = false, onChange }: AmountFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const hintId = useId()
  const box = useRef<HTMLInputElement>(null)
  const isWrong = amountOf(value) === undefined
  useEffect(() => {
    if (!isWanted || !box.current) return
    box.current.focus({ preventScroll: true })
    box.current.select()
  }, [isWanted])
  return (
    <div className="grid grid-cols-[1fr_168px] items-center gap-x-4 gap-y-1">
      <label htmlFor={id} className="text-13">
        {label}
      </label>
      <div className="relative">
        <span aria-hidden className="pointer-events-none absolute top-0 left-2.5 text-13/8 text-text-muted">
          $
        </span>
        <input
          ref={box}
          id={id}
          type="number"
          inputMode="decimal"
          min={0}
          step="any"
          aria-describedby={hintId}
          aria-invalid={isWrong || undefined}
          placeholder={t('settings.budget.none')}
          value={value.text}
          // Not `onChange`: React is silent where an unreadable text takes the place of an empty one.
          onInput={({ currentTarget: { value: text, validity } }) =>
            onChange({ text, ...(validity.badInput && { isUnreadable: true }) })
          }
          onChange={() => undefined}
          className={classNames(CONTROL, 'tabular pl-6')}
        />
      </div>
      <p id={hintId} className={classNames('col-span-2 text-12', isWrong ? 'text-danger' : 'text-text-muted')}>
        {isWrong ? t('settings.budget.wrong') : hint}
      </p>
    </div>
  )
}
