import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { Button } from '@/ui/Button'
import { listShownImages } from '../answer-content'
import type { AssistantMessage } from '../model'
import { showMessage } from '../show-message'
import { useChatStore, useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { listAncestors, type Ancestor } from './list-ancestors'

/**
 * The steps that led to an image, above it. The one it was made from can be seen in its question already, so the strip
 * begins with the second.
 */
export function LineageStrip({ message }: { readonly message: AssistantMessage }) {
  const { t } = useTranslation()
  const { showFamily } = useWindowActions()
  const ancestors = useAncestors(message)
  const image = listShownImages(message)[0]
  if (ancestors.length < 2) return null
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
  // Each step is the same object as long as its image and its answer are.
  const flat = useChatStore(
    useShallow((state) => listAncestors(state.messages, message).flatMap(({ image, answer }) => [image, answer])),
  )
  return flat.flatMap((image, index) => {
    if (index % 2 === 1 || !image || !('hash' in image)) return []
    const answer = flat[index + 1]
    return [{ image, ...(answer && 'status' in answer && { answer }) }]
  })
}

function Step({ ancestor: { image, answer }, number }: { readonly ancestor: Ancestor; readonly number: number }) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { viewImage } = useWindowActions()
  const name = t('family.step', { number })
  return (
    <button
      type="button"
      aria-label={name}
      data-hint={answer?.prompt ?? name}
      onClick={() => (answer ? void showMessage(store, answer.chatId, answer.id) : viewImage(image.attachmentId))}
      className="size-7 overflow-hidden rounded-sm border border-line"
    >
      <Thumbnail hash={image.hash} edge={28} alt="" className="size-full object-cover" />
    </button>
  )
}
