import { useEffect, useId, useRef } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { SpinBox } from './SpinBox'
import { MOST, readAmount, stepAmount } from '@/lib/amount'
import { useAmountWords } from './use-amount-words'

interface AmountFieldProps {
  readonly label: string
  readonly hint: string
  /** The confirmation below the field: "$0.50 a day". */
  readonly readBack: (amount: string) => string
  readonly text: string
  /** Dollars per press of an arrow key. */
  readonly step?: number
  /** Settings were opened for this field. */
  readonly isWanted?: boolean
  readonly onChange: (text: string) => void
}

/** An amount in US dollars, with the amount as understood below it. Empty means none, and the placeholder says so. */
export function AmountField({ label, hint, readBack, text, step = 1, isWanted = false, onChange }: AmountFieldProps) {
  const { t } = useTranslation()
  const id = useId()
  const hintId = useId()
  const readBackId = useId()
  const box = useRef<HTMLInputElement>(null)
  const words = useAmountWords()
  const reading = readAmount(text)
  const isWrong = reading.kind !== 'amount' && reading.kind !== 'none'
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
        <SpinBox
          ref={box}
          id={id}
          inputMode="decimal"
          aria-describedby={`${readBackId} ${hintId}`}
          placeholder={t('settings.budget.none')}
          min={0}
          max={MOST / 1e6}
          text={text}
          value={reading.kind === 'amount' ? reading.amount / 1e6 : undefined}
          isWrong={isWrong}
          onText={onChange}
          onStep={(steps) => onChange(stepAmount(text, steps * step))}
          className="pl-6"
        />
      </div>
      <p id={hintId} className="text-12 text-text-muted">
        {hint}
      </p>
      <p
        id={readBackId}
        className={classNames('tabular self-start pl-2.5 text-12', isWrong ? 'text-danger' : 'text-text-muted')}
      >
        {words(reading, readBack)}
      </p>
    </div>
  )
}
