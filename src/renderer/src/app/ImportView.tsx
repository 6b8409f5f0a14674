import { useMemo, type ReactNode } from 'react'
import { ImportRefused, importImage } from '@/bridge/import-image'
import { useClient } from '@/bridge/use-client'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { deriveChatId } from '@/features/imports/derive-ids'
import { importChats } from '@/features/imports/import-chats'
import { ImportDialog, type ImportActions } from '@/features/imports/ImportDialog'
import type { ImportedLibrary } from '@/features/library/import-library'
import { LibraryProgress, LibraryResult } from '@/features/library/LibraryResult'
import { useTranslation } from '@/i18n/use-translation'

interface ImportViewProps {
  /** A file that was already chosen or dropped. */
  readonly file?: File | undefined
  readonly onClose: () => void
}

/** Imports Easel's exports and other apps' chats, connected to the database and main. */
export function ImportView({ file, onClose }: ImportViewProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const client = useClient()
  const importLibrary = useLibraryImport()
  const actions = useMemo<ImportActions>(
    () => ({
      async openInMain(chosen) {
        const result = await importLibrary(chosen)
        if (result.status === 'foreign') return { kind: 'foreign', file: result.file }
        return result.status === 'canceled' ? { kind: 'canceled' } : { kind: 'done', result: showResult(result) }
      },
      progress: <LibraryProgress work="import" />,
      async findKnown(source, keys) {
        const ids = await Promise.all(keys.map((key) => deriveChatId(source, key)))
        const known = await (await store.data()).imports.findKnown(ids)
        return new Set(keys.filter((_, index) => known.has(ids[index]!)))
      },
      async importChats(reader, source, chosen, signal, onProgress) {
        const repository = (await store.data()).imports
        const storeImage = (file: Blob) => importImage(client, file).catch(acceptUnreadable)
        const untitled = t('imports.untitled')
        const report = await importChats(source, chosen, {
          reader,
          repository,
          storeImage,
          untitled,
          signal,
          onProgress,
        })
        store.reload()
        return report
      },
    }),
    [store, client, importLibrary, t],
  )
  return <ImportDialog actions={actions} file={file} onClose={onClose} />
}

function showResult(result: ImportedLibrary): ReactNode {
  return <LibraryResult work="import" result={result} />
}

/** A file that isn't an image is just skipped. If the disk can't be written to, the import must stop. */
import { useLibraryImport } from './use-library-import'
function acceptUnreadable(error: unknown): undefined {
  if (error instanceof ImportRefused && !['disk-full', 'disk-failed'].includes(error.problem)) return undefined
  throw error
}
