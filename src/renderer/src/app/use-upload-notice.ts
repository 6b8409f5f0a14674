import { useEffect } from 'react'
import { listImages, needsPerson } from '@shared/answer'
import { type Run } from '@shared/run'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { notify } from '@/ui/notices'
import { openSettings } from './layout-store'

/**
 * Shows a notice that the store is refusing images, once until settings change, in addition to a badge on each of them.
 */
export function useUploadNotice(): void {
  const { t } = useTranslation()
  const client = useClient()
  useEffect(() => {
    let isTold = false
    const stops = [
      client.on('run.changed', (run) => {
        if (isTold || !isRefused(run)) return
        isTold = true
        const action = { label: t('notices.openSettings'), run: () => openSettings('storage') }
        notify({ text: t('notices.uploadsPaused'), sticky: true, action })
      }),
      client.on('settings.changed', () => (isTold = false)),
    ]
    return () => stops.forEach((stop) => stop())
  }, [client, t])
}

function isRefused({ state }: Run): boolean {
  return (
    state.status === 'done' &&
    listImages(state.parts).some(
      ({ upload }) => upload.state === 'failed' && upload.reason !== 'file-missing' && needsPerson(upload.reason),
    )
  )
}
