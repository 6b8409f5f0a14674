import { ChatSettingsDialog } from '@/features/chat/settings/ChatSettingsDialog'
import { getOpenProject } from '@/features/chat/projects/project-instructions'
import { getSettings } from '@/features/chat/selectors'
import { useChatStore, useChatStoreApi } from '@/features/chat/use-chat-store'
import { useOwnStyles } from './use-own-styles'
import { useChosenModel } from './use-chosen-model'

/** Connects the dialog to the open chat and to the model in its message box. */
export function ChatSettings({ onClose }: { readonly onClose: () => void }) {
  const store = useChatStoreApi()
  const chatId = useChatStore((state) => state.openChatId)
  const settings = useChatStore(getSettings)
  const project = useChatStore(getOpenProject)
  return (
    <ChatSettingsDialog
      key={chatId}
      model={useChosenModel()}
      settings={settings}
      project={project}
      ownStyles={useOwnStyles(store)}
      onChange={(next) => store.getState().saveSettings(chatId, next)}
      onClose={onClose}
    />
  )
}
