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

/** The prompt library, connected to the message box and to export. */
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
        // Focus first returns to where it was, then goes to the message box.
        flushSync(onClose)
        reuse(store, { text: prompt })
        focusComposer()
      }}
      onClose={onClose}
    />
  )
}
