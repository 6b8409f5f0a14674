import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import type { AttachmentId } from '@shared/ids'
import { useShallow } from 'zustand/react/shallow'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { Button } from '@/ui/Button'
import { findInputs, listShownImages } from '../answer-content'
import type { AssistantMessage, ChatState } from '../model'
import { showMessage } from '../show-message'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { listAncestors, type Ancestor } from './list-ancestors'

/**
 * The steps that led to an image, above it. The image that it was made from is already shown in its question, so the
 * strip appears from the second step on, unless only a part of that image or an extended canvas was sent.
 */
export function LineageStrip({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const { showFamily } = useWindowActions()
  const ancestors = useAncestors(message)
  const image = listShownImages(message)[0]
  const last = ancestors.at(-1)?.image.attachmentId
  const isSent = useChatStore((state) =>
    findInputs(state.messages, message).some(({ attachmentId }) => attachmentId === last),
  )
  if (ancestors.length === 0 || (ancestors.length < 2 && isSent)) return null
  return (
    <div role="group" aria-label={t('family.strip')} className="flex flex-wrap items-center gap-1 text-text-muted">
      {ancestors.map((ancestor, index) => (
        <Fragment key={ancestor.image.attachmentId}>
          {index > 0 && <ChevronRight size={14} strokeWidth={1.5} aria-hidden />}
          <Step ancestor={ancestor} number={index + 1} />
        </Fragment>
      ))}
      {image && (
        <Button look="quiet" size="small" onClick={() => showFamily(image.attachmentId)}>
          {t('family.open')}
        </Button>
      )}
    </div>
  )
}

function useAncestors(message: AssistantMessage): readonly Ancestor[] {
  // Each step keeps its identity as long as its image and its answer do.
  const flat = useChatStore(
    useShallow((state) => listAncestors(state.messages, message).flatMap(({ image, answer }) => [image, answer])),
  )
  return flat.flatMap((image, index) => {
    if (index % 2 === 1 || !image || !('hash' in image)) return []
    const answer = flat[index + 1]
    return [{ image, ...(answer && 'status' in answer && { answer }) }]
  })
}

/** Whether it's attached to a question of the open chat. */
function wasSent({ messages }: Pick<ChatState, 'messages'>, id: AttachmentId): boolean {
  for (const message of messages.values()) {
    if (message.role === 'user' && message.inputs.some(({ attachmentId }) => attachmentId === id)) return true
  }
  return false
}

function Step({ ancestor: { image, answer }, number }: { readonly ancestor: Ancestor; readonly number: number }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { viewImage, showFamily } = useWindowActions()
  const open = (): void => {
    if (answer) void showMessage(store, answer.chatId, answer.id)
    // The lightbox contains what the chat shows.
    else if (wasSent(store.getState(), image.attachmentId)) viewImage(image.attachmentId)
    else showFamily(image.attachmentId)
  }
  const name = t('family.step', { number })
  return (
    <button
      type="button"
      aria-label={name}
      data-hint={answer?.prompt ?? name}
      onClick={open}
      className="size-7 overflow-hidden rounded-sm border border-line"
    >
      <Thumbnail hash={image.hash} edge={28} alt="" className="size-full object-cover" />
    </button>
  )
}
