import { ClipboardCopy, GitBranch, GitFork, Info, Share, TextCursorInput } from 'lucide-react'
import type { AttachmentId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { copyText } from '@/lib/copy-text'
import { formatShortcut } from '@/lib/format-shortcut'
import type { MenuItem } from '@/ui/Menu'
import { notify } from '@/ui/notices'
import { findAsked } from '../find-asked'
import type { AssistantMessage } from '../model'
import { useBranch } from '../use-branch'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'

/** What a menu offers for the prompt of an image answer; nothing where it is not known anymore. */
export function usePromptItems(): (message: AssistantMessage, onReuse?: () => void) => readonly MenuItem[] {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { reuse } = useWindowActions()
  return (message, onReuse) => {
    const { prompt } = message
    if (!prompt) return []
    return [
      {
        label: t('answer.copyPrompt'),
        icon: ClipboardCopy,
        onChoose: () => void copyText(prompt).then(() => notify({ text: t('answer.promptCopied') })),
      },
      {
        label: t('answer.reuse'),
        icon: TextCursorInput,
        onChoose: () => {
          onReuse?.()
          reuse(findAsked(message, store.getState().messages))
        },
      },
    ]
  }
}

/** Where an image of an answer leads, from the chat and from the lightbox. */
export function useImagePlaces(): (message: AssistantMessage, id: AttachmentId) => readonly MenuItem[] {
  const { t } = useTranslation()
  const { showFamily, exportImages } = useWindowActions()
  return (message, id) => [
    { label: t('family.open'), icon: GitFork, onChoose: () => showFamily(id) },
    { label: t('handOff.open'), icon: Share, onChoose: () => exportImages(message.id) },
  ]
}

/** What the chat adds to the menu of one of its images. */
export function useImageItems(message: AssistantMessage, id: AttachmentId): () => readonly MenuItem[] {
  const { t } = useTranslation()
  const { showDetails } = useWindowActions()
  const places = useImagePlaces()
  const promptItems = usePromptItems()
  const branch = useBranch(message.id)
  return () => [
    ...promptItems(message),
    ...places(message, id),
    ...(branch ? [{ label: t('question.branch'), icon: GitBranch, onChoose: branch }] : []),
    {
      label: t('answer.details'),
      icon: Info,
      shortcut: formatShortcut('I'),
      onChoose: () => showDetails(message.id, id),
    },
  ]
}
