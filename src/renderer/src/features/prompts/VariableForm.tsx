import { useLayoutEffect, useRef, useState } from 'react'
import type { SavedPrompt } from '@shared/prompt-library'
import { fillPrompt, listVariables } from '@shared/prompt-variables'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Field } from '@/ui/Field'
import { SelectField } from '@/ui/SelectField'
import '@/i18n/later'

interface VariableFormProps {
  readonly prompt: SavedPrompt
  readonly onInsert: (text: string) => void
  readonly onCancel: () => void
}

/** One field per variable of a prompt. Enter inserts, Escape goes back. */
export function VariableForm({ prompt, onInsert, onCancel }: VariableFormProps) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const variables = listVariables(prompt.text)
  const [values, setValues] = useState<ReadonlyMap<string, string>>(
    () => new Map(variables.map(({ name, values: [first = ''] }) => [name, first])),
  )
  useLayoutEffect(() => {
    const field = form.current?.querySelector<HTMLElement>('input, select')
    field?.focus()
    if (field instanceof HTMLInputElement) field.select()
  }, [])
  const set = (name: string, value: string): void => setValues((before) => new Map(before).set(name, value))
  return (
    <form
      ref={form}
      aria-label={prompt.title}
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        onInsert(fillPrompt(prompt.text, values))
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') onCancel()
        // Otherwise Enter would open the select.
        else if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) form.current?.requestSubmit()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <h3 className="px-4 pt-3 pb-1 text-13 font-semibold">{prompt.title}</h3>
      <div className="scroll-slim grid min-h-0 grid-cols-[repeat(auto-fill,minmax(180px,1fr))] gap-3 py-1.5 pr-2 pl-4">
        {variables.map((variable) =>
          variable.values.length > 1 ? (
            <SelectField
              key={variable.name}
              isStacked
              label={variable.name}
              value={values.get(variable.name) ?? ''}
              choices={variable.values.map((value) => ({ value, label: value }))}
              onChange={(value) => set(variable.name, value)}
            />
          ) : (
            <Field key={variable.name} label={variable.name} isStacked>
              {({ control }) => (
                <input
                  id={control}
                  autoComplete="off"
                  dir="auto"
                  value={values.get(variable.name) ?? ''}
                  onChange={(event) => set(variable.name, event.target.value)}
                  className={CONTROL}
                />
              )}
            </Field>
          ),
        )}
      </div>
      <div className="flex justify-end gap-2 px-4 pt-2 pb-3">
        <Button look="plain" onClick={onCancel}>
          {t('prompts.cancel')}
        </Button>
        <Button type="submit" look="primary">
          {t('prompts.insert')}
        </Button>
      </div>
    </form>
  )
}
