import { useState } from 'react'
import { createPortal } from 'react-dom'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { LibraryPanel } from '@/features/library/LibraryPanel'
import { ImportView } from './ImportView'
import { useLibraryImport } from './use-library-import'

/** The part of Settings that exports and imports everything, connected to the database and main. */
export function LibraryPage() {
  const store = useChatStoreApi()
  const importLibrary = useLibraryImport()
  const [foreign, setForeign] = useState<File>()
  return (
    <>
      <LibraryPanel
        archived={async () => (await store.data()).archived()}
        importLibrary={importLibrary}
        onForeign={setForeign}
      />
      {/* Outside the form of Settings, which Enter in a field would submit. */}
      {foreign && createPortal(<ImportView file={foreign} onClose={() => setForeign(undefined)} />, document.body)}
    </>
  )
}
