import { useTranslation } from '@/i18n/use-translation'
import { LocalFiles } from '../LocalFiles'
import type { CopiesOf } from '../verify-images'
import { Group } from './Section'

export function FilesSection({ findCopies }: { readonly findCopies: CopiesOf }) {
  const { t } = useTranslation()
  return (
    <Group title={t('settings.files.title')} about={t('settings.files.about')} isTitleShown>
      <LocalFiles findCopies={findCopies} />
    </Group>
  )
}
