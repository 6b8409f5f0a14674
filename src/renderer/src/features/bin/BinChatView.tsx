import { useEffect, useState } from 'react'
import type { Data } from '@/data'
import { useTranslation } from '@/i18n/use-translation'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { classNames } from '@/lib/class-names'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { notifyFailure } from '@/ui/notices'
import { EntryButtons } from './EntryButtons'
import type { BinEntry } from './entries'
import { peek, type PeekedMessage } from './peek'
import { useAsking } from './use-asking'
import type { ShownBin } from './use-bin'
import { useFacts } from './use-facts'

interface BinChatViewProps {
  readonly bin: ShownBin
  readonly entry: Extract<BinEntry, { readonly kind: 'chat' }>
  readonly data: () => Promise<Data>
  readonly isWorking: boolean
  readonly onRestore: () => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

/** Enough to recognize a chat. The whole chat can be read once it's restored. */
const MOST = 60
/** Of an image's longer edge, in CSS pixels. */
const EDGE = 200

/** Shows the messages of a deleted chat, read-only. */
export function BinChatView({ bin, entry, data, isWorking, onRestore, onRemove, onClose }: BinChatViewProps) {
  const { t } = useTranslation()
  const { title, facts } = useFacts(bin)(entry)
  const asking = useAsking()
  const [messages, setMessages] = useState<readonly PeekedMessage[]>()
  const { id } = entry.chat.row
  useEffect(() => {
    let isShown = true
    data()
      .then(async (all) => peek(await all.messages.ofChat(id)))
      .then((read) => isShown && setMessages(read), notifyFailure)
    return () => {
      isShown = false
    }
  }, [data, id])
  const left = (messages?.length ?? 0) - MOST
  return (
    <Dialog
      label={t('bin.chatTitle', { title })}
      onDismiss={onClose}
      className="flex max-h-[min(720px,calc(100vh-48px))] w-[640px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={title} closeLabel={t('bin.close')} onClose={onClose} />
      <div
        role="group"
        aria-label={t('bin.messagesTitle')}
        // Focusable, so that arrow and page keys scroll it.
        tabIndex={0}
        className="scroll-slim min-h-32 grow overflow-x-hidden overflow-y-auto border-y border-line px-6 py-4 focus-visible:-outline-offset-2"
      >
        <ol className="flex flex-col gap-4">
          {messages?.slice(0, MOST).map((message) => (
            <PeekedLine key={message.id} message={message} />
          ))}
        </ol>
        {left > 0 && <p className="pt-4 text-12 text-text-muted">{t('bin.moreMessages', { count: left })}</p>}
      </div>
      <footer className="flex min-h-14 shrink-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 px-6 py-3">
        <p className="tabular text-12 text-text-muted">{facts.join(' · ')}</p>
        <EntryButtons asking={asking} isWorking={isWorking} onRestore={onRestore} onRemove={onRemove} />
      </footer>
    </Dialog>
  )
}

function PeekedLine({ message: { isQuestion, text, images } }: { readonly message: PeekedMessage }) {
  return (
    <li className={classNames('flex flex-col gap-2', isQuestion && 'items-end')}>
      {text !== '' && (
        <p
          data-selectable
          dir="auto"
          className={classNames(
            'line-clamp-12 max-w-[85%] text-13 wrap-anywhere whitespace-pre-wrap',
            isQuestion && 'rounded-md bg-surface-field px-3 py-2',
          )}
        >
          {text}
        </p>
      )}
      {images.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {images.map(({ id, hash, width, height }) => (
            <PeekedImage key={id} hash={hash} ratio={width / height} />
          ))}
        </div>
      )}
    </li>
  )
}

interface PeekedImageProps {
  readonly hash: Parameters<typeof Thumbnail>[0]['hash']
  readonly ratio: number
}

function PeekedImage({ hash, ratio }: PeekedImageProps) {
  const width = Math.round(ratio >= 1 ? EDGE : EDGE * ratio)
  return (
    <span
      style={{ width, aspectRatio: ratio }}
      className="relative block max-w-full overflow-hidden rounded-sm bg-surface-field after:absolute after:inset-0 after:rounded-sm after:border after:border-line-image"
    >
      <Thumbnail
        hash={hash}
        edge={EDGE}
        alt=""
        // The file may be missing, which is shown in its place.
        onError={(event) => event.currentTarget.remove()}
        className="size-full object-cover"
      />
    </span>
  )
}
