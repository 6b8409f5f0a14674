import { useState } from 'react'
import { findStyle, STYLE_IDS, STYLES, type StyleId } from '@shared/styles'
import type { ChatSettings } from '@shared/text-settings'
import { useTranslation } from '@/i18n/use-translation'
import { SelectField } from '@/ui/SelectField'
import { findOwnStyle, toStyle, type OwnStyles } from './own-styles'
import { OwnStyleBar } from './OwnStyleBar'

interface StyleFieldProps {
  readonly settings: ChatSettings
  /** The styles that the user has saved. */
  readonly own: OwnStyles
  readonly onChange: (settings: ChatSettings) => void
}

type Value = StyleId | 'none' | 'own' | `saved ${string}`

/** Fills in the instructions and the image prompt texts. Texts that the user wrote remain available as a choice. */
export function StyleField({ settings, own, onChange }: StyleFieldProps) {
  const { t } = useTranslation()
  const saved = findOwnStyle(own.styles, settings)
  const known = findStyle(settings.instructions, settings.imageWords)
  const style: Value = saved ? `saved ${saved.id}` : known
  const [written, setWritten] = useState<Pick<ChatSettings, 'instructions' | 'imageWords'>>()
  const choose = (next: Value): void => {
    const { instructions, imageWords, ...others } = settings
    if (style === 'own') setWritten({ ...(instructions && { instructions }), ...(imageWords && { imageWords }) })
    const chosen = own.styles.find(({ id }) => next === `saved ${id}`)
    if (chosen) onChange({ ...others, ...toStyle(chosen) })
    else if (next === 'own') onChange({ ...others, ...written })
    else onChange({ ...others, ...STYLES[next as StyleId] })
  }
  return (
    <div className="flex flex-col gap-2">
      <SelectField<Value>
        label={t('chatSettings.style')}
        hint={t('chatSettings.styleHint')}
        value={style}
        choices={[
          { value: 'none', label: t('chatSettings.styles.none') },
          ...own.styles.map(({ id, title }) => ({
            value: `saved ${id}` as const,
            label: title,
            group: t('chatSettings.yourStyles'),
          })),
          ...STYLE_IDS.map((value) => ({
            value,
            label: t(`chatSettings.styles.${value}`),
            ...(own.styles.length > 0 && { group: t('chatSettings.builtInStyles') }),
          })),
          ...(style === 'own' || written ? [{ value: 'own' as const, label: t('chatSettings.styles.own') }] : []),
        ]}
        onChange={choose}
      />
      <OwnStyleBar settings={settings} own={own} saved={saved} isUnsaved={style === 'own'} />
    </div>
  )
}
