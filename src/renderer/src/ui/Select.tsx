import { ChevronDown } from 'lucide-react'
import { classNames } from '@/lib/class-names'
import { CONTROL } from './control-style'

export interface SelectProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly onChoose: (value: Value) => void
  /** Classes of the box around it, for its width. */
  readonly className?: string
  /** Highlights it: the list is filtered. */
  readonly isNarrowed?: boolean
}

/** The system's select. Its label isn't visible: the text next to it, or its first choice, explains it. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, value, choices, onChoose, className = 'max-w-52 shrink-0', isNarrowed = false } = props
  return (
    <div className={classNames('relative', className)}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const choice = choices[event.target.selectedIndex]
          if (choice) onChoose(choice.value)
        }}
        className={classNames(CONTROL, 'appearance-none truncate pr-7', isNarrowed && 'border-accent! text-accent')}
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
