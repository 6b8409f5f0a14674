import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { StorageView } from '@shared/storage'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Facts'
import { notifyFailure } from '@/ui/notices'
import { verifyImages, type CopiesOf, type VerifyOutcome } from './verify-images'

/** Shows where the files are, their size and pending uploads, and can verify that they are intact. */
export function LocalFiles({ findCopies }: { readonly findCopies: CopiesOf }) {
  const { t } = useTranslation()
  const client = useClient()
  const [view, setView] = useState<StorageView>()
  const [check, setCheck] = useState<Check>({ kind: 'idle' })
  useEffect(() => {
    client.request('storage.read', undefined).then(setView, notifyFailure)
  }, [client, check.kind])
  useEffect(
    () =>
      client.on('storage.verified', (progress) =>
        setCheck((now) => (isDone(now) ? now : { kind: 'checking', progress })),
      ),
    [client],
  )
  const start = (): void => {
    setCheck({ kind: 'checking' })
    verifyImages(client, findCopies).then(
      (outcome) => setCheck({ kind: 'done', outcome }),
      (error: unknown) => {
        setCheck({ kind: 'idle' })
        notifyFailure(error)
      },
    )
  }
  return (
    <div className="flex flex-col gap-4">
      {view && <FilesFacts view={view} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={check.kind === 'checking'} onClick={start}>
          {t('settings.files.verify')}
        </Button>
        <Button look="quiet" onClick={() => void client.request('storage.reveal', undefined).catch(notifyFailure)}>
          {t('settings.files.reveal')}
        </Button>
        <div role="status" className="flex min-w-0 gap-1.5 text-13">
          <CheckLine check={check} />
        </div>
      </div>
    </div>
  )
}

type Check =
  | { readonly kind: 'idle' }
  | { readonly kind: 'checking'; readonly progress?: { readonly checked: number; readonly of: number } }
  | { readonly kind: 'done'; readonly outcome: VerifyOutcome }

/** Whether the check is done. Late progress events must not hide its result. */
function isDone({ kind }: Check): boolean {
  return kind === 'done'
}

function FilesFacts({ view }: { readonly view: StorageView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { images, keptAnswers, waitingUploads, freeBytes, folder } = view
  return (
    <Facts
      facts={[
        { label: t('settings.files.folder'), value: folder, copy: true },
        {
          label: t('settings.files.images'),
          value: t('settings.files.amount', { count: images.count, size: format.bytes(images.bytes) }),
        },
        keptAnswers.count > 0 && {
          label: t('settings.files.answers'),
          value: t('settings.files.amount', { count: keptAnswers.count, size: format.bytes(keptAnswers.bytes) }),
        },
        { label: t('settings.files.waiting'), value: format.number(waitingUploads) },
        Number.isFinite(freeBytes) && { label: t('settings.files.free'), value: format.bytes(freeBytes) },
      ]}
    />
  )
}

function CheckLine({ check }: { readonly check: Check }) {
  const { t } = useTranslation()
  const format = useFormat()
  switch (check.kind) {
    case 'idle':
      return null
    case 'checking': {
      const { checked = 0, of = 0 } = check.progress ?? {}
      return (
        <span className="tabular text-text-muted">
          {of > 0
            ? t('settings.files.progress', { checked: format.number(checked), of: format.number(of) })
            : t('settings.files.checking')}
        </span>
      )
    }
    case 'done': {
      const { checked, restored, lost } = check.outcome
      const Icon = lost > 0 ? CircleAlert : CircleCheck
      return (
        <>
          <Icon
            size={16}
            strokeWidth={1.5}
            aria-hidden
            className={lost > 0 ? 'mt-px shrink-0 text-danger' : 'mt-px shrink-0 text-success'}
          />
          <span>
            {restored + lost === 0 && t('settings.files.sound', { count: checked })}
            {restored > 0 && t('settings.files.restored', { count: restored })}{' '}
            {lost > 0 && t('settings.files.lost', { count: lost })}
          </span>
        </>
      )
    }
  }
}
