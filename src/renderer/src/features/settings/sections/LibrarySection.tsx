import type { ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Group } from './Section'

export function LibrarySection({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Group title={t('library.title')} about={t('library.about')} isTitleShown>
      {children}
    </Group>
  )
}
