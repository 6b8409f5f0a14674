import { useMemo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { canBeRecommended, recommendModel, type ModelId } from '@shared/catalogue'
import { getLifetime, listOffers } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import { changeOptions, DEFAULT_IMAGE_OPTIONS } from '@shared/image-options'
import type { SettingsView } from '@shared/settings'
import { OptionFields } from '@/image-options'
import { useNow } from '@/lib/use-now'
import { Button } from '@/ui/Button'
import { SelectField } from '@/ui/SelectField'
import { SwitchField } from '@/ui/SwitchField'
import { Group, type SettingsSectionProps } from './Section'

/** The defaults of new chats. The fields are those of the recommended model. */
export function ImagesSection({ view, onSet }: Pick<SettingsSectionProps, 'view' | 'onSet'>) {
  const { t } = useTranslation()
  const { recommendedModel: recommended, imageDefaults, keepMetadata, recipeInCopies } = view.settings
  const model = recommendModel(recommended)
  const choices = useRecommendable(view, recommended)
  return (
    <>
      <Group title={t('settings.images.title')} about={t('settings.images.about')}>
        <SelectField
          label={t('settings.images.recommended')}
          hint={t('settings.images.recommendedHint')}
          value={recommended}
          choices={choices}
          onChange={(next) => onSet({ recommendedModel: next })}
        />
        <OptionFields
          model={model}
          options={fitOptions(model, imageDefaults)}
          onChange={(part) => onSet({ imageDefaults: changeOptions(imageDefaults, part) })}
        />
        <div>
          <Button onClick={() => onSet({ imageDefaults: DEFAULT_IMAGE_OPTIONS })}>{t('settings.images.reset')}</Button>
        </div>
      </Group>
      <Group title={t('settings.images.attached')}>
        <SwitchField
          label={t('settings.images.keepMetadata')}
          hint={t('settings.images.keepMetadataHint')}
          checked={keepMetadata}
          onChange={(checked) => onSet({ keepMetadata: checked })}
        />
      </Group>
      <Group title={t('settings.images.copies')}>
        <SwitchField
          label={t('settings.files.recipe')}
          hint={t('settings.files.recipeHint')}
          checked={recipeInCopies}
          onChange={(checked) => onSet({ recipeInCopies: checked })}
        />
      </Group>
    </>
  )
}

/** Returns every image model that the alias can point to, and the chosen one even if it's no longer available. */
function useRecommendable(
  view: SettingsView,
  chosen: ModelId,
): readonly { readonly value: ModelId; readonly label: string }[] {
  const now = useNow()
  return useMemo(
    () =>
      listOffers({ connections: view.connections, recommended: chosen }).flatMap(({ model, isUnlisted }) => {
        const isCandidate = canBeRecommended(model)
        const isUsable = !isUnlisted && getLifetime(model, now) === 'running'
        return isCandidate && (isUsable || model.id === chosen) ? [{ value: model.id, label: model.name }] : []
      }),
    [view.connections, chosen, now],
  )
}
