import { useEffect, useState } from 'react'
import type { StorageView } from '@shared/storage'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Facts'
import { notifyFailure } from '@/ui/notices'
import { Section } from './Section'
import { VerifyLine } from './VerifyLine'

/** Where the pictures lie on this computer, how much they take, and whether they are all still sound. */
export function LocalFilesSection() {
  const { t } = useTranslation()
  const client = useClient()
  const [view, setView] = useState<StorageView>()
  useEffect(() => {
    client.request('storage.read').then(setView, notifyFailure)
  }, [client])
  return (
    <Section title={t('settings.local.title')} about={t('settings.local.about')}>
      {view && <LocalFacts view={view} />}
      <div className="flex flex-wrap items-start gap-2">
        <Button onClick={() => void client.request('storage.reveal').catch(notifyFailure)}>
          {t('settings.local.reveal')}
        </Button>
        <VerifyLine />
      </div>
    </Section>
  )
}

function LocalFacts({ view }: { readonly view: StorageView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { folder, images, keptAnswers, waitingUploads, freeBytes } = view
  return (
    <Facts
      facts={[
        { label: t('settings.local.folder'), value: folder, copy: true },
        {
          label: t('settings.local.images'),
          value: t('settings.local.imagesValue', { count: images.count, size: format.bytes(images.bytes) }),
        },
        keptAnswers.count > 0 && {
          label: t('settings.local.keptAnswers'),
          value: t('settings.local.keptAnswersValue', {
            count: keptAnswers.count,
            size: format.bytes(keptAnswers.bytes),
          }),
        },
        waitingUploads > 0 && { label: t('settings.local.waiting'), value: format.number(waitingUploads) },
        Number.isFinite(freeBytes) && { label: t('settings.local.free'), value: format.bytes(freeBytes) },
      ]}
    />
  )
}
