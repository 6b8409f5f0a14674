import { useTranslation } from '@/i18n/use-translation'
import { CheckField } from '@/ui/CheckField'
import { LocalFiles } from '../LocalFiles'
import type { CopiesOf } from '../verify-images'
import { Section, type SettingsSectionProps } from './Section'

export function FilesSection({ form, onChange, copiesOf }: SettingsSectionProps & { readonly copiesOf: CopiesOf }) {
  const { t } = useTranslation()
  return (
    <Section title={t('settings.files.title')} about={t('settings.files.about')}>
      <LocalFiles copiesOf={copiesOf} />
      <CheckField
        label={t('settings.files.recipe')}
        hint={t('settings.files.recipeHint')}
        checked={form.recipeInCopies}
        onChange={(recipeInCopies) => onChange({ recipeInCopies })}
      />
    </Section>
  )
}
