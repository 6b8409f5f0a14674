import { ChevronDown } from 'lucide-react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from '@/ui/control-style'

interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
}

/** The system's own select, next to the heading that it changes. Its label isn't visible. */
export function Select<Value extends string>({ label, value, choices, onChoose }: SelectProps<Value>) {
  return (
    <div className="relative max-w-52 shrink-0">
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const choice = choices[event.target.selectedIndex]
          if (choice) onChoose(choice.value)
        }}
        className={classNames(CONTROL, 'appearance-none truncate pr-7')}
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
