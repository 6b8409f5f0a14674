import { useId } from 'react'

interface SwitchFieldProps {
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  /** Applies at once: a switch has no Save. */
  readonly onChange: (checked: boolean) => void
}

/** An on/off switch, with its label on the left and the switch on the right edge like the page's other fields. */
export function SwitchField({ label, hint, checked, onChange }: SwitchFieldProps) {
  const id = useId()
  const hintId = useId()
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-0.5">
      <label htmlFor={id} className="min-h-8 content-center text-13">
        {label}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-describedby={hint ? hintId : undefined}
        onChange={(event) => onChange(event.target.checked)}
        className="switch"
      />
      {hint && (
        <p id={hintId} className="col-span-2 -mt-1 max-w-measure text-12 text-text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
