import { useEffect, useId, useState } from 'react'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { notifyFailure } from '@/ui/notices'
import { useCopied } from '@/ui/use-copied'
import '@/i18n/later'

/** The details for a problem report, for the user to read before copying. Easel itself sends nothing. */
export function ReportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const client = useClient()
  const hintId = useId()
  const [report, setReport] = useState('')
  const [copied, copy] = useCopied()
  useEffect(() => void client.request('help.report', undefined).then(setReport, notifyFailure), [client])
  return (
    <Dialog
      label={t('help.report.title')}
      describedBy={hintId}
      onDismiss={onClose}
      className="flex max-h-[calc(100vh-48px)] w-[640px] max-w-[calc(100vw-24px)] animate-rise flex-col gap-4 rounded-lg border border-line bg-surface-raised p-6 shadow-float"
    >
      <div className="flex flex-col gap-1.5">
        <h2 className="text-16 font-semibold">{t('help.report.title')}</h2>
        <p id={hintId} className="max-w-measure text-13 text-text-muted">
          {t('help.report.hint')}
        </p>
      </div>
      <textarea
        readOnly
        aria-label={t('help.report.details')}
        value={report}
        spellCheck={false}
        className="min-h-40 grow basis-80 resize-none rounded-md border border-line bg-surface-field p-3 font-mono text-12 leading-5"
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t('help.close')}</Button>
        <Button onClick={() => void client.request('help.openLogs', undefined)}>{t('help.report.openLogs')}</Button>
        <Button look="primary" disabled={report === ''} onClick={() => copy(report)}>
          {t(copied ? 'copy.done' : 'help.report.copy')}
        </Button>
      </div>
    </Dialog>
  )
}
