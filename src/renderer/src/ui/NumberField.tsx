import { useState } from 'react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from './control-style'
import { Field } from './Field'

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly isStacked?: boolean
  /** What is typed is passed on even beyond the limits: the receiver says what becomes of it. */
  readonly isFree?: boolean
  readonly onChange: (value: number) => void
  /** Typing is over: a place to round what was typed. */
  readonly onCommit?: () => void
}

/** Whole numbers. Half-typed ones stay on screen as typed; what is passed on is always within the limits. */
export function NumberField({ label, hint, value, min, max, step = 1, isStacked, isFree, ...on }: NumberFieldProps) {
  const [draft, setDraft] = useState<string>()
  const finish = (): void => {
    setDraft(undefined)
    on.onCommit?.()
  }
  return (
    <Field label={label} hint={hint} isStacked={isStacked}>
      {(ids) => (
        <input
          id={ids.control}
          aria-describedby={ids.hint}
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          step={step}
          value={draft ?? value}
          onChange={(event) => {
            setDraft(event.target.value)
            const typed = event.target.valueAsNumber
            if (!Number.isFinite(typed)) return
            const whole = Math.max(0, Math.round(typed))
            on.onChange(isFree ? whole : Math.min(max, Math.max(min, whole)))
          }}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish()
          }}
          className={classNames(CONTROL, 'tabular')}
        />
      )}
    </Field>
  )
}
