import type { ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Group } from './Section'

export function DeletionSection({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Group title={t('deletion.title')} about={t('deletion.about')} isTitleShown>
      {children}
    </Group>
  )
}
