import { ChevronDown } from 'lucide-react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from '@/ui/control-style'

interface FilterSelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  /** The first one shows everything. */
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}

/** The system's own select. Its label isn't visible, because its first choice says what it is about. */
export function FilterSelect<Value extends string>({ label, value, choices, onChoose }: FilterSelectProps<Value>) {
  return (
    <div className="relative max-w-44 min-w-28">
      <select
        aria-label={label}
        value={value}
        onChange={({ target }) => {
          const choice = choices[target.selectedIndex]
          if (choice) onChoose(choice.value)
        }}
        className={classNames(
          CONTROL,
          'appearance-none truncate pr-7',
          value !== choices[0]?.value && 'border-accent! text-accent',
        )}
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
  )
}
