import { useId } from 'react'
import { classNames } from '@/lib/class-names'

interface CheckListProps<Value extends string> {
  readonly label: string
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly note?: string | undefined }[]
  readonly chosen: readonly Value[]
  readonly onChange: (chosen: readonly Value[]) => void
  /** For the list. */
  readonly className?: string
}

/** A short list of check boxes. The chosen values keep the order of the list. */
export function CheckList<Value extends string>({
  label,
  choices,
  chosen,
  onChange,
  className,
}: CheckListProps<Value>) {
  const titleId = useId()
  const toggle = (value: Value, isChosen: boolean): void => {
    const next = isChosen ? [...chosen, value] : chosen.filter((other) => other !== value)
    const order = choices.map((choice) => choice.value)
    onChange(next.toSorted((one, other) => order.indexOf(one) - order.indexOf(other)))
  }
  return (
    <div role="group" aria-labelledby={titleId} className="flex min-w-0 flex-col gap-1">
      <span id={titleId} className="text-13">
        {label}
      </span>
      <ul className={classNames('rounded-sm border border-line px-2.5 py-1', className)}>
        {choices.map(({ value, label: name, note }) => (
          <li key={value}>
            <label className="flex min-h-7 items-center gap-2 text-13">
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={(event) => toggle(value, event.target.checked)}
                className="shrink-0 accent-accent"
              />
              <span className="min-w-0 truncate">{name}</span>
              {note && <span className="ml-auto shrink-0 text-12 text-text-muted">{note}</span>}
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}
