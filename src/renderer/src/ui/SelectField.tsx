import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from './control-style'
import { Field } from './Field'

interface Choice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** Shown disabled, so users see that it exists; a hint explains why it's unavailable. */
  readonly disabled?: boolean
  /** Choices of a group must be adjacent. */
  readonly group?: string
}

interface SelectFieldProps<Value extends string> {
  readonly label: string
  readonly hint?: ReactNode
  /** The id of a description in addition to its hint. */
  readonly describedBy?: string
  readonly isStacked?: boolean
  readonly value: Value
  readonly choices: readonly Choice<Value>[]
  readonly onChange: (value: Value) => void
}

/** The system's select: it handles keyboards, screen readers and small windows. */
export function SelectField<Value extends string>({
  label,
  hint,
  value,
  choices,
  onChange,
  ...rest
}: SelectFieldProps<Value>) {
  return (
    <Field label={label} hint={hint} isStacked={rest.isStacked}>
      {(ids) => (
        <div className="relative">
          <select
            id={ids.control}
            aria-describedby={classNames(ids.hint, rest.describedBy) || undefined}
            value={value}
            onChange={(event) => {
              const chosen = choices[event.target.selectedIndex]
              if (chosen) onChange(chosen.value)
            }}
            className={classNames(CONTROL, 'tabular appearance-none pr-7')}
          >
            {groupChoices(choices).map(([group, members]) =>
              group === undefined ? (
                members.map((choice) => <Option key={choice.value} choice={choice} />)
              ) : (
                <optgroup key={group} label={group} className="bg-surface-raised text-text">
                  {members.map((choice) => (
                    <Option key={choice.value} choice={choice} />
                  ))}
                </optgroup>
              ),
            )}
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

function Option({ choice }: { readonly choice: Choice<string> }) {
  return (
    <option value={choice.value} disabled={choice.disabled} className="bg-surface-raised text-text">
      {choice.label}
    </option>
  )
}

function groupChoices<Value extends string>(
  choices: readonly Choice<Value>[],
): readonly (readonly [string | undefined, readonly Choice<Value>[]])[] {
  const groups = new Map<string | undefined, Choice<Value>[]>()
  for (const choice of choices) groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice])
  return [...groups]
}
