import { useMemo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { RECOMMENDED_MODEL, recommendedModel, type ModelId } from '@shared/catalogue'
import { lifetimeOf, offersOf } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import { DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { SettingsView } from '@shared/settings'
import { OptionFields } from '@/features/image-options'
import { useNow } from '@/lib/use-now'
import { Button } from '@/ui/Button'
import { SelectField } from '@/ui/SelectField'
import { Section, type SettingsSectionProps } from './Section'

/** What new chats begin with. The fields are those of the model that is recommended. */
export function ImagesSection({ view, form, onChange }: SettingsSectionProps) {
  const { t } = useTranslation()
  const model = recommendedModel(form.recommendedModel)
  const choices = useRecommendable(view, form.recommendedModel)
  const options = fitOptions(model, form.imageDefaults)
  return (
    <Section
      group={t('settings.sections.images')}
      title={t('settings.images.title')}
      about={t('settings.images.about')}
    >
      <div className="flex max-w-[420px] flex-col gap-2.5">
        <SelectField
          label={t('settings.images.recommended')}
          hint={t('settings.images.recommendedHint')}
          value={form.recommendedModel}
          choices={choices}
          onChange={(next) => onChange({ recommendedModel: next })}
        />
        <OptionFields
          model={model}
          options={options}
          onChange={(part) => onChange({ imageDefaults: { ...form.imageDefaults, ...part } })}
        />
        <div>
          <Button onClick={() => onChange({ imageDefaults: DEFAULT_IMAGE_OPTIONS })}>
            {t('settings.images.reset')}
          </Button>
        </div>
      </div>
    </Section>
  )
}

/** Every picture model of OpenAI that can be asked, and the one that is chosen whatever became of it. */
function useRecommendable(
  view: SettingsView,
  chosen: ModelId,
): readonly { readonly value: ModelId; readonly label: string }[] {
  const now = useNow()
  return useMemo(
    () =>
      offersOf({ listing: view.listing, recommended: chosen }).flatMap(({ model, isUnlisted }) => {
        const isOpenAI = model.kind === 'image' && model.provider === 'openai' && model.id !== RECOMMENDED_MODEL
        const isUsable = !isUnlisted && lifetimeOf(model, now) === 'running'
        return isOpenAI && (isUsable || model.id === chosen) ? [{ value: model.id, label: model.name }] : []
      }),
    [view.listing, chosen, now],
  )
}
