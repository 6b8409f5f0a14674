import { useId } from 'react'

interface CheckFieldProps {
  readonly label: string
  readonly hint: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export function CheckField({ label, hint, checked, onChange }: CheckFieldProps) {
  const id = useId()
  const hintId = useId()
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-0.5">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={hintId}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.75 size-3.5"
      />
      <label htmlFor={id} className="text-13 font-medium">
        {label}
      </label>
      <p id={hintId} className="col-start-2 max-w-measure text-12 text-text-muted">
        {hint}
      </p>
    </div>
  )
}
