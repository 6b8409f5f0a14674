import { LONGEST_IMAGE_WORDS, type ImageWords } from '@shared/styles'
import type { ChatSettings } from '@shared/text-settings'
import { useTranslation } from '@/i18n/use-translation'
import { CONTROL } from '@/ui/control-style'
import { Field } from '@/ui/Field'

interface ImageWordFieldsProps {
  readonly settings: ChatSettings
  /** Whether it gets the initial focus. */
  readonly isFirst: boolean
  readonly onChange: (settings: ChatSettings) => void
}

/** The text that prompts to image models start and end with. */
export function ImageWordFields({ settings, isFirst, onChange }: ImageWordFieldsProps) {
  const { t } = useTranslation()
  const words = settings.imageWords ?? {}
  const change = (part: ImageWords): void => onChange({ ...settings, imageWords: { ...words, ...part } })
  return (
    <section
      data-focus-first={isFirst ? '' : undefined}
      aria-label={t('chatSettings.imageWords')}
      className="flex flex-col gap-2"
    >
      <h3 className="text-13 font-medium">{t('chatSettings.imageWords')}</h3>
      {(['before', 'after'] as const).map((place) => (
        <Field
          key={place}
          label={t(`chatSettings.words.${place}`)}
          isStacked
          {...(place === 'after' && { hint: t('chatSettings.imageWordsHint') })}
        >
          {({ control, hint }) => (
            <input
              id={control}
              dir="auto"
              autoComplete="off"
              maxLength={LONGEST_IMAGE_WORDS}
              aria-describedby={hint}
              value={words[place] ?? ''}
              onChange={(event) => change({ [place]: event.target.value })}
              className={CONTROL}
            />
          )}
        </Field>
      ))}
    </section>
  )
}
