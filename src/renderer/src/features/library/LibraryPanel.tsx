import { useEffect, useState } from 'react'
import type { Exported } from '@shared/library'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import type { ImportedLibrary } from './import-library'
import '@/i18n/later'

interface LibraryPanelProps {
  /** Resolves once main has every row. */
  readonly archived: () => Promise<void>
  readonly importLibrary: () => Promise<ImportedLibrary>
}

type Work = 'export' | 'backUp' | 'import'
type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly work: Work; readonly share: number }
  | { readonly kind: 'done'; readonly work: Work; readonly result: Exported | ImportedLibrary }

/** Everything in one file, out and in again. */
export function LibraryPanel({ archived, importLibrary }: LibraryPanelProps) {
  const { t } = useTranslation()
  const client = useClient()
  const [state, setState] = useState<State>({ kind: 'idle' })
  useEffect(
    () =>
      client.on('library.progress', (share) => setState((now) => (now.kind === 'working' ? { ...now, share } : now))),
    [client],
  )
  const start = async (work: Work, run: () => Promise<Exported | ImportedLibrary>): Promise<void> => {
    setState({ kind: 'working', work, share: 0 })
    try {
      const result = await run()
      setState(result.status === 'canceled' ? { kind: 'idle' } : { kind: 'done', work, result })
    } catch (error) {
      setState({ kind: 'idle' })
      notifyFailure(error)
    }
  }
  const exportTo = async (request: 'library.export' | 'library.backUp'): Promise<Exported> => {
    await archived()
    return client.request(request, undefined)
  }
  const isWorking = state.kind === 'working'
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button disabled={isWorking} onClick={() => void start('export', () => exportTo('library.export'))}>
          {t('library.export')}
        </Button>
        <Button disabled={isWorking} onClick={() => void start('import', importLibrary)}>
          {t('library.import')}
        </Button>
        <Button disabled={isWorking} onClick={() => void start('backUp', () => exportTo('library.backUp'))}>
          {t('library.backUp')}
        </Button>
      </div>
      {isWorking && (
        <Progress
          work={state.work}
          share={state.share}
          onCancel={() => void client.request('library.stop', undefined).catch(notifyFailure)}
        />
      )}
      <div role="status" className="text-13 wrap-anywhere empty:hidden">
        {state.kind === 'done' && <Result work={state.work} result={state.result} />}
      </div>
    </div>
  )
}

interface ProgressProps {
  readonly work: Work
  readonly share: number
  readonly onCancel: () => void
}

function Progress({ work, share, onCancel }: ProgressProps) {
  const { t } = useTranslation()
  return (
    <div className="flex items-end gap-3">
      <label className="flex grow flex-col gap-2 text-13 text-text-muted">
        {t(work === 'import' ? 'library.importing' : 'library.exporting')}
        <progress value={share} max={1} className="h-1.5 w-full accent-accent" />
      </label>
      <Button onClick={onCancel}>{t('library.cancel')}</Button>
    </div>
  )
}

function Result({ work, result }: { readonly work: Work; readonly result: Exported | ImportedLibrary }) {
  const { t } = useTranslation()
  const client = useClient()
  const format = useFormat()
  switch (result.status) {
    case 'canceled':
      return null
    case 'failed':
      return <span className="text-danger">{t(`library.problems.${result.problem}`)}</span>
    case 'saved':
      return (
        <>
          {t(work === 'backUp' ? 'library.backedUp' : 'library.saved', {
            chats: t('library.chats', { count: result.chats }),
            images: t('library.images', { count: result.images }),
            size: format.bytes(result.bytes),
            path: result.path,
          })}{' '}
          {result.missing > 0 && (
            <span className="text-danger">{t('library.missing', { count: result.missing })} </span>
          )}
          <Button look="quiet" onClick={() => void client.request('library.reveal', undefined).catch(notifyFailure)}>
            {t('library.reveal')}
          </Button>
        </>
      )
    case 'imported': {
      const { chats, messages, images, prompts, damaged } = result
      const isNothing = chats + messages + images + prompts === 0
      return (
        <>
          {isNothing
            ? t('library.nothingNew')
            : t('library.imported', {
                chats: t('library.chats', { count: chats }),
                messages: t('library.messages', { count: messages }),
                images: t('library.images', { count: images }),
              })}{' '}
          {damaged > 0 && <span className="text-danger">{t('library.damaged', { count: damaged })}</span>}
        </>
      )
    }
  }
}
