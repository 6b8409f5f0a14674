import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { CONTROL } from './control-style'
import { Field } from './Field'
import { SelectField } from './SelectField'
import { narrowChoices, type ModelChoice } from '@/lib/narrow-choices'

interface ModelFieldProps<Value extends string> {
  readonly label: string
  readonly hint?: string
  readonly value: Value
  readonly choices: readonly ModelChoice<Value>[]
  readonly onChange: (value: Value) => void
}

/** A select, plus a search if there are so many models that nothing can be found in it. */
export function ModelField<Value extends string>({ label, hint, value, choices, onChange }: ModelFieldProps<Value>) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  const { isLong, shown, more } = narrowChoices(choices, query, value)
  const field = (
    <SelectField
      label={label}
      hint={more > 0 ? t('settings.connections.moreModels', { count: more }) : hint}
      value={value}
      choices={shown}
      onChange={onChange}
    />
  )
  if (!isLong) return field
  return (
    <div className="flex flex-col gap-2">
      {field}
      <Field label={t('settings.general.searchModels')}>
        {(ids) => (
          <input
            id={ids.control}
            type="search"
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className={CONTROL}
          />
        )}
      </Field>
    </div>
  )
}
