import { flushSync } from 'react-dom'
import { toContent } from '@shared/prompt-library'
import { useClient } from '@/bridge/use-client'
import { useChatStoreApi } from '@/features/chat/use-chat-store'
import { listAll } from '@/features/prompts/library'
import { PromptsDialog } from '@/features/prompts/PromptsDialog'
import { notifyFailure } from '@/ui/notices'
import { focusComposer } from './focus-composer'
import { getPromptLibrary } from './prompt-library'
import { reuse } from './reuse'

interface PromptsViewProps {
  readonly text: string | undefined
  readonly onClose: () => void
}

/** The library of prompts: where they go, and how they leave Easel. */
export function PromptsView({ text, onClose }: PromptsViewProps) {
  const store = useChatStoreApi()
  const client = useClient()
  const library = getPromptLibrary(store)
  return (
    <PromptsDialog
      library={library}
      text={text}
      onExport={() => {
        const contents = listAll(library.getState()).map(toContent)
        client.request('prompts.export', contents).catch(notifyFailure)
      }}
      onInsert={(prompt) => {
        // The focus goes back to where it was, before it goes to the message box.
        flushSync(onClose)
        reuse(store, { text: prompt })
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}
