import { useMemo } from 'react'
import { useClient } from '@/bridge/use-client'
import { getDataProblem } from '@/data/problem'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { importLibrary, type ForeignFile, type ImportedLibrary } from '@/features/library/import-library'

/** Returns a function that imports an Easel export. Without a file, the user chooses one in the system's dialog. */
export function useLibraryImport(): (file?: File) => Promise<ImportedLibrary | ForeignFile> {
  const client = useClient()
  const store = useChatStoreApi()
  return useMemo(
    () => async (file) => {
      const result = await importLibrary({
        client,
        open: () => (file ? client.openLibrary(file) : client.request('library.open', undefined)),
        repository: async () => (await store.data()).library,
        isNewer: (error) => getDataProblem(error) === 'newer',
      })
      if (result.status === 'imported' || result.status === 'failed') store.reload()
      return result
    },
    [client, store],
  )
}
