import { useId } from 'react'

interface RadioGroupProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[]
  readonly onChange: (value: Value) => void
}

export function RadioGroup<Value extends string>({ label, value, choices, onChange }: RadioGroupProps<Value>) {
  const name = useId()
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-13 font-medium">{label}</legend>
      <div className="flex flex-wrap gap-x-8 gap-y-2">
        {choices.map((choice) => (
          <Radio
            key={choice.value}
            name={name}
            checked={choice.value === value}
            onChoose={() => onChange(choice.value)}
            {...choice}
          />
        ))}
      </div>
    </fieldset>
  )
}

interface RadioProps {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onChoose: () => void
}

function Radio({ name, label, hint, checked, onChoose }: RadioProps) {
  const id = useId()
  const hintId = useId()
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2">
      <input
        id={id}
        type="radio"
        name={name}
        checked={checked}
        aria-describedby={hint ? hintId : undefined}
        onChange={onChoose}
        className="mt-0.75 size-3.5"
      />
      <label htmlFor={id} className="text-13">
        {label}
      </label>
      {hint && (
        <p id={hintId} className="col-start-2 text-12 text-text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}
