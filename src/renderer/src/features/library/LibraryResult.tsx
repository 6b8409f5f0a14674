import { useEffect, useState } from 'react'
import type { Exported } from '@shared/library'
import { useClient } from '@/bridge/use-client'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import type { ImportedLibrary } from './import-library'
import '@/i18n/later'

export type LibraryWork = 'export' | 'backUp' | 'import'

/** Main's progress. */
export function LibraryProgress({ work }: { readonly work: LibraryWork }) {
  const { t } = useTranslation()
  const client = useClient()
  const [share, setShare] = useState(0)
  useEffect(() => client.on('library.progress', setShare), [client])
  return (
    <div className="flex items-end gap-3">
      <label className="flex grow flex-col gap-2 text-13 text-text-muted">
        {t(work === 'import' ? 'library.importing' : 'library.exporting')}
        <progress value={share} max={1} className="h-1.5 w-full" />
      </label>
      <Button onClick={() => void client.request('library.stop', undefined).catch(notifyFailure)}>
        {t('library.cancel')}
      </Button>
    </div>
  )
}

interface LibraryResultProps {
  readonly work: LibraryWork
  readonly result: Exported | ImportedLibrary
}

/** The result of an export or import, in a sentence or two. */
export function LibraryResult({ work, result }: LibraryResultProps) {
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
      const { chats, messages, images, prompts, caps, damaged } = result
      const isNothing = chats + messages + images + prompts === 0
      return (
        <>
          {isNothing
            ? t('library.nothingNew')
            : t('library.imported', {
                chats: t('library.chats', { count: chats }),
                messages: t('library.messages', { count: messages }),
                images: t('library.images', { count: images }),
              })}
          {caps > 0 && ` ${t('library.caps', { count: caps })}`}
          {damaged > 0 && <span className="text-danger"> {t('library.damaged', { count: damaged })}</span>}
        </>
      )
    }
  }
}
