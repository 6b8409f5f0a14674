import { useEffect, useId, useState } from 'react'
import type { StorageView } from '@shared/storage'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { notifyFailure } from '@/ui/notices'

/** Counts from the database. */
export interface Counts {
  /** Not counting those in the bin. */
  readonly chats: number
  readonly uploadedCopies: number
}

interface Facts extends Counts {
  readonly spendings: number
  readonly images: StorageView['images']
}

type Step = 'telling' | 'asking' | 'deleting' | 'busy' | 'failed'

interface DeleteDialogProps {
  /** Must be stable between renders. */
  readonly count: () => Promise<Counts>
  readonly onClose: () => void
}

/** Lists exactly what will be deleted and what won't, then asks again. */
export function DeleteDialog({ count, onClose }: DeleteDialogProps) {
  const { t } = useTranslation()
  const client = useClient()
  const about = useId()
  const [facts, setFacts] = useState<Facts>()
  const [step, setStep] = useState<Step>('telling')
  const [keepsKeys, setKeepsKeys] = useState(false)
  useEffect(() => {
    Promise.all([
      count(),
      client.request('storage.read'),
      client.request('usage.read', { from: 0, to: Number.MAX_SAFE_INTEGER }),
    ]).then(
      ([counts, { images }, spendings]) => setFacts({ ...counts, images, spendings: spendings.length }),
      notifyFailure,
    )
  }, [client, count])
  const start = (): void => {
    setStep('deleting')
    client.request('everything.delete', { keepsKeys }).then(
      // If true, Easel is about to restart.
      (isBegun) => !isBegun && setStep('busy'),
      () => setStep('failed'),
    )
  }
  const isDeleting = step === 'deleting'
  const isAsking = step === 'asking' || isDeleting
  return (
    <Dialog
      role="alertdialog"
      label={t('deletion.title')}
      describedBy={about}
      onDismiss={() => !isDeleting && onClose()}
      className="flex max-h-[calc(100vh-48px)] w-[480px] max-w-[calc(100vw-24px)] animate-rise flex-col gap-4 overflow-y-auto rounded-lg border border-line bg-surface-raised p-6 shadow-float"
    >
      <h2 className="text-16 font-semibold">{t('deletion.title')}</h2>
      {facts && <WhatGoes id={about} facts={facts} keepsKeys={keepsKeys} />}
      <label className="flex items-start gap-2.5 text-13">
        <input
          type="checkbox"
          className="mt-0.5"
          checked={keepsKeys}
          disabled={isDeleting}
          onChange={({ target }) => setKeepsKeys(target.checked)}
        />
        {t('deletion.keepKeys')}
      </label>
      {(step === 'busy' || step === 'failed') && (
        <p role="alert" className="text-13 text-danger">
          {t(`deletion.${step}`)}
        </p>
      )}
      {step === 'asking' && (
        <p role="alert" className="text-13 font-medium">
          {t('deletion.question')}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {/* "Cancel" takes the place of "Continue", so a second click there deletes nothing. */}
        {isAsking && (
          <Button look="danger" disabled={isDeleting} onClick={start}>
            {t(isDeleting ? 'deletion.working' : 'deletion.confirm')}
          </Button>
        )}
        <Button key={String(isAsking)} autoFocus data-focus-first disabled={isDeleting} onClick={onClose}>
          {t('deletion.cancel')}
        </Button>
        {!isAsking && (
          <Button look="danger" disabled={!facts} onClick={() => setStep('asking')}>
            {t('deletion.continue')}
          </Button>
        )}
      </div>
    </Dialog>
  )
}

interface WhatGoesProps {
  readonly id: string
  readonly facts: Facts
  readonly keepsKeys: boolean
}

function WhatGoes({ id, facts: { chats, uploadedCopies, spendings, images }, keepsKeys }: WhatGoesProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const goes = [
    t('deletion.chats', { count: chats }),
    t('deletion.images', { count: images.count, size: format.bytes(images.bytes) }),
    t('deletion.spendings', { count: spendings }),
    t('deletion.rest'),
    ...(keepsKeys ? [] : [t('deletion.keys')]),
  ]
  const stays = [
    ...(uploadedCopies > 0 ? [t('deletion.copies', { count: uploadedCopies })] : []),
    t('deletion.exports'),
    t('deletion.services'),
  ]
  return (
    <div id={id} className="flex flex-col gap-3 text-13">
      <Lines title={t('deletion.goes')} lines={goes} />
      <Lines title={t('deletion.stays')} lines={stays} />
    </div>
  )
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-medium">{title}</h3>
      <ul className="list-disc pl-5 text-text-muted">
        {lines.map((line) => (
          <li key={line} className="wrap-anywhere">
            {line}
          </li>
        ))}
      </ul>
    </section>
  )
}
