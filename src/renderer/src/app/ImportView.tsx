import { useMemo } from 'react'
import { ImportRefused, importImage } from '@/bridge/import-image'
import { useClient } from '@/bridge/use-client'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { deriveChatId } from '@/features/imports/derive-ids'
import { importChats } from '@/features/imports/import-chats'
import { ImportDialog, type ImportActions } from '@/features/imports/ImportDialog'
import { useTranslation } from '@/i18n/use-translation'

/** The import of other apps' chats, with the database and main behind it. */
export function ImportView({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const client = useClient()
  const actions = useMemo<ImportActions>(
    () => ({
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
    [store, client, t],
  )
  return <ImportDialog actions={actions} onClose={onClose} />
}

/** A file that is no image is one image less. Where the disk takes nothing, the import has to end. */
function acceptUnreadable(error: unknown): undefined {
  if (error instanceof ImportRefused && !['disk-full', 'disk-failed'].includes(error.problem)) return undefined
  throw error
}
