import { useState } from 'react'
import { findStyle, STYLE_IDS, STYLES, type StyleId } from '@shared/styles'
import type { ChatSettings } from '@shared/text-settings'
import { useTranslation } from '@/i18n/use-translation'
import { SelectField } from '@/ui/SelectField'

interface StyleFieldProps {
  readonly settings: ChatSettings
  readonly onChange: (settings: ChatSettings) => void
}

/** Fills the instructions and the words for images. What the user wrote there is a choice of its own, and comes back. */
export function StyleField({ settings, onChange }: StyleFieldProps) {
  const { t } = useTranslation()
  const style = findStyle(settings.instructions, settings.imageWords)
  const [own, setOwn] = useState<Pick<ChatSettings, 'instructions' | 'imageWords'>>()
  const choose = (next: StyleId | 'none' | 'own'): void => {
    const { instructions, imageWords, ...others } = settings
    if (style === 'own') setOwn({ ...(instructions && { instructions }), ...(imageWords && { imageWords }) })
    if (next === 'none') onChange(others)
    else onChange({ ...others, ...(next === 'own' ? own : STYLES[next]) })
  }
  return (
    <SelectField<StyleId | 'none' | 'own'>
      label={t('chatSettings.style')}
      hint={t('chatSettings.styleHint')}
      value={style}
      choices={[
        { value: 'none', label: t('chatSettings.styles.none') },
        ...STYLE_IDS.map((value) => ({ value, label: t(`chatSettings.styles.${value}`) })),
        ...(style === 'own' || own ? [{ value: 'own' as const, label: t('chatSettings.styles.own') }] : []),
      ]}
      onChange={choose}
    />
  )
}
