import { ChevronDown } from 'lucide-react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from './control-style'
import { Field } from './Field'

interface SelectFieldProps<Value extends string> {
  readonly label: string
  readonly hint?: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

/** The system's own select: it is complete for keyboard, screen reader and small windows. */
export function SelectField<Value extends string>({ label, hint, value, choices, onChange }: SelectFieldProps<Value>) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <div className="relative">
          <select
            id={ids.control}
            aria-describedby={ids.hint}
            value={value}
            onChange={(event) => {
              const chosen = choices[event.target.selectedIndex]
              if (chosen) onChange(chosen.value)
            }}
            className={classNames(CONTROL, 'tabular appearance-none pr-7')}
          >
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value} className="bg-surface-raised text-text">
                {choice.label}
              </option>
            ))}
          </select>
          <ChevronDown
            size={14}
            strokeWidth={1.5}
            aria-hidden
            className="pointer-events-none absolute top-2.25 right-2.5 text-text-muted"
          />
        </div>
      )}
    </Field>
  )
}
