import { isBlank } from '@shared/is-blank'
import { useEffect, useId, useRef, useState } from 'react'
import { LONGEST_FOLDER, LONGEST_PROMPT, LONGEST_PROMPT_TITLE, type PromptContent } from '@shared/prompt-library'
import { listVariables } from '@shared/prompt-variables'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { Field } from '@/ui/Field'
import { classNames } from '@/lib/class-names'

interface PromptFormProps {
  readonly content: PromptContent
  readonly folders: readonly string[]
  readonly onSave: (content: PromptContent) => void
  readonly onCancel: () => void
}

/** Creates or edits a prompt. */
export function PromptForm({ content, folders, onSave, onCancel }: PromptFormProps) {
  const { t } = useTranslation()
  const foldersId = useId()
  const [draft, setDraft] = useState(content)
  const change = (part: Partial<PromptContent>): void => setDraft((before) => ({ ...before, ...part }))
  const name = useRef<HTMLInputElement>(null)
  // Runs after the dialog has opened and focused its first button.
  useEffect(() => name.current?.focus(), [])
  const variables = listVariables(draft.text)
  return (
    <form
      className="flex min-h-0 grow flex-col"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(draft)
      }}
    >
      <div className="scroll-slim flex min-h-0 grow flex-col gap-4 px-6 py-1">
        <Field label={t('prompts.name')} isStacked>
          {({ control }) => (
            <input
              id={control}
              ref={name}
              autoComplete="off"
              dir="auto"
              maxLength={LONGEST_PROMPT_TITLE}
              value={draft.title}
              placeholder={t('prompts.namePlaceholder')}
              onChange={(event) => change({ title: event.target.value })}
              className={CONTROL}
            />
          )}
        </Field>
        <Field
          label={t('prompts.text')}
          isStacked
          hint={
            variables.length === 0
              ? t('prompts.textHint')
              : t('prompts.variables', { names: variables.map(({ name }) => name).join(', ') })
          }
        >
          {({ control, hint }) => (
            <textarea
              id={control}
              rows={8}
              dir="auto"
              maxLength={LONGEST_PROMPT}
              aria-describedby={hint}
              value={draft.text}
              onChange={(event) => change({ text: event.target.value })}
              className={classNames(CONTROL, 'h-auto min-h-24 resize-y py-2 leading-normal')}
            />
          )}
        </Field>
        <Field label={t('prompts.folder')} isStacked>
          {({ control }) => (
            <>
              <input
                id={control}
                list={foldersId}
                autoComplete="off"
                dir="auto"
                maxLength={LONGEST_FOLDER}
                value={draft.folder ?? ''}
                placeholder={t('prompts.noFolder')}
                onChange={(event) => change({ folder: event.target.value })}
                className={CONTROL}
              />
              <datalist id={foldersId}>
                {folders.map((folder) => (
                  <option key={folder} value={folder} />
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
      <div className="flex justify-end gap-2 px-6 pt-3 pb-5">
        <Button look="plain" onClick={onCancel}>
          {t('prompts.cancel')}
        </Button>
        <Button type="submit" look="primary" disabled={isBlank(draft.text)}>
          {t('prompts.save')}
        </Button>
      </div>
    </form>
  )
}
