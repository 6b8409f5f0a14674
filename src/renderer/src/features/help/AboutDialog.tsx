import { useEffect, useState } from 'react'
import type { AboutFacts } from '@shared/help'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { useCopied } from '@/ui/use-copied'
import '@/i18n/later'

interface AboutDialogProps {
  readonly onReport: () => void
  readonly onClose: () => void
}

/** Easel's version, and the system it runs on. */
export function AboutDialog({ onReport, onClose }: AboutDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [facts, setFacts] = useState<AboutFacts>()
  const [copied, copy] = useCopied()
  useEffect(() => void client.request('help.about', undefined).then(setFacts), [client])
  const rows =
    facts &&
    ([
      ['electron', facts.electron],
      ['chromium', facts.chromium],
      ['node', facts.node],
      ['system', facts.system],
    ] as const)
  return (
    <Dialog
      label={t('help.about.title')}
      onDismiss={onClose}
      className="flex w-[400px] max-w-[calc(100vw-24px)] animate-rise flex-col gap-4 rounded-lg border border-line bg-surface-raised p-6 shadow-float"
    >
      <div className="flex flex-col gap-1">
        <h2 className="text-16 font-semibold">Easel</h2>
        <p className="tabular min-h-5 text-13 text-text-muted">
          {facts && t('help.about.version', { version: facts.version })}
        </p>
      </div>
      <dl data-selectable className="grid min-h-24 grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-13">
        {rows?.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-muted">{t(`help.about.${name}`)}</dt>
            <dd className="tabular wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="text-12 text-text-muted">{t('help.about.license')}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onReport}>{t('help.report.title')}</Button>
        <Button
          disabled={!facts}
          onClick={() =>
            copy(
              [
                `Easel ${facts?.version}`,
                ...(rows ?? []).map(([name, value]) => `${t(`help.about.${name}`)} ${value}`),
              ].join('\n'),
            )
          }
        >
          {t(copied ? 'copy.done' : 'help.about.copy')}
        </Button>
        <Button look="primary" data-focus-first onClick={onClose}>
          {t('help.close')}
        </Button>
      </div>
    </Dialog>
  )
}
