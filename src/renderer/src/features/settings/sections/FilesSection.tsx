import { useTranslation } from '@/i18n/use-translation'
import { LocalFiles } from '../LocalFiles'
import type { CopiesOf } from '../verify-images'
import { Section } from './Section'

export function FilesSection({ copiesOf }: { readonly copiesOf: CopiesOf }) {
  const { t } = useTranslation()
  return (
    <Section title={t('settings.files.title')} about={t('settings.files.about')}>
      <LocalFiles copiesOf={copiesOf} />
    </Section>
  )
}
