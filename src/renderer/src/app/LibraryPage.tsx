import { useClient } from '@/bridge/use-client'
import { getDataProblem } from '@/data/problem'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { importLibrary } from '@/features/library/import-library'
import { LibraryPanel } from '@/features/library/LibraryPanel'

/** The part of Settings that exports and imports everything, with the database and main behind it. */
export function LibraryPage() {
  const client = useClient()
  const store = useChatStoreApi()
  return (
    <LibraryPanel
      archived={async () => (await store.data()).archived()}
      importLibrary={async () => {
        const result = await importLibrary({
          client,
          repository: async () => (await store.data()).library,
          isNewer: (error) => getDataProblem(error) === 'newer',
        })
        if (result.status !== 'canceled') store.reload()
        return result
      }}
    />
  )
}
