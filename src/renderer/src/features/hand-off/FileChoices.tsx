import { useId, useRef } from 'react'
import { findUnknownTokens, LONGEST_TEMPLATE, TOKENS, type Token } from '@shared/hand-off/file-name'
import { useTranslation } from '@/i18n/use-translation'
import { CONTROL } from '@/ui/control-style'
import { SelectField } from '@/ui/SelectField'
import { SwitchField } from '@/ui/SwitchField'
import type { Choices } from './choices'
import type { HandOffImage } from './model'
import { nameFile } from './name-files'

interface FileChoicesProps {
  readonly choices: Choices
  readonly images: readonly HandOffImage[]
  readonly findName: (image: HandOffImage) => string
  readonly onChange: (changed: Partial<Choices>) => void
}

/** Options for file names and embedded metadata. */
export function FileChoices({ choices, images, findName, onChange }: FileChoicesProps) {
  const { t } = useTranslation()
  return (
    <>
      <NameTemplate
        template={choices.template}
        images={images}
        findName={findName}
        onChange={(template) => onChange({ template })}
      />
      <SelectField
        label={t('handOff.recipe')}
        value={choices.keepsRecipes ? 'keep' : 'remove'}
        choices={[
          { value: 'keep', label: t('handOff.recipes.keep') },
          { value: 'remove', label: t('handOff.recipes.remove') },
        ]}
        hint={choices.keepsRecipes ? undefined : t('handOff.removeHint')}
        onChange={(value) => onChange({ keepsRecipes: value === 'keep' })}
      />
      <SwitchField
        label={t('handOff.sidecars')}
        hint={t('handOff.sidecarsHint')}
        checked={choices.hasSidecars}
        onChange={(hasSidecars) => onChange({ hasSidecars })}
      />
    </>
  )
}

interface NameTemplateProps {
  readonly template: string
  readonly images: readonly HandOffImage[]
  readonly findName: (image: HandOffImage) => string
  readonly onChange: (template: string) => void
}

function NameTemplate({ template, images, findName, onChange }: NameTemplateProps) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const hint = useId()
  const [unknown] = findUnknownTokens(template)
  const [first] = images
  const name = first && nameFile(template, first, { index: 0, count: images.length, findName })
  const insert = (token: Token): void => {
    const box = input.current
    if (!box) return
    box.focus()
    box.setRangeText(`{${token}}`, box.selectionStart ?? template.length, box.selectionEnd ?? template.length, 'end')
    onChange(box.value.slice(0, LONGEST_TEMPLATE))
  }
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-13">
        {t('handOff.template')}
      </label>
      <input
        ref={input}
        id={id}
        value={template}
        maxLength={LONGEST_TEMPLATE}
        spellCheck={false}
        aria-describedby={hint}
        onChange={({ target }) => onChange(target.value)}
        className={CONTROL}
      />
      <div role="group" aria-label={t('handOff.tokens')} className="flex flex-wrap gap-1">
        {TOKENS.map((token) => (
          <button
            key={token}
            type="button"
            aria-label={t('handOff.insert', { token })}
            onClick={() => insert(token)}
            className="rounded-sm border border-line px-1.5 py-0.5 font-mono text-12 text-text-muted enabled:hover:bg-hover enabled:hover:text-text disabled:opacity-45"
          >
            {`{${token}}`}
          </button>
        ))}
      </div>
      <p id={hint} className="text-12 wrap-anywhere text-text-muted">
        {unknown === undefined
          ? t('handOff.preview', { name: `${name}.${first?.image.format === 'jpeg' ? 'jpg' : first?.image.format}` })
          : t('handOff.unknownToken', { token: `{${unknown}}` })}
      </p>
    </div>
  )
}
