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
  readonly onChange: (value: number) => void
  /** Typing is over: a place to round what was typed. */
  readonly onCommit?: () => void
}

/** Whole numbers. Half-typed ones stay on screen as typed; what is passed on is always within the limits. */
export function NumberField({ label, hint, value, min, max, step = 1, onChange, onCommit }: NumberFieldProps) {
  const [draft, setDraft] = useState<string>()
  const finish = (): void => {
    setDraft(undefined)
    onCommit?.()
  }
  return (
    <Field label={label} hint={hint}>
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
            if (Number.isFinite(typed)) onChange(Math.min(max, Math.max(min, Math.round(typed))))
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
