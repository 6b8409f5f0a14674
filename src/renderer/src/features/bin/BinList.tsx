import { Image as ImageIcon, MessageSquare } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ObjectHash } from '@shared/ids'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { BinChoice } from '@/data/bin/purge'
import { Button } from '@/ui/Button'
import { countDaysLeft } from './bin-days'
import { useAsking } from './use-asking'
import type { ShownBin } from './use-bin'

interface BinListProps {
  readonly bin: ShownBin
  readonly isWorking: boolean
  readonly onRestore: (choice: BinChoice) => void
  readonly onRemove: (choice: BinChoice) => void
}

/** Rows at a time. The rest comes with a button: a bin may hold thousands. */
const STEP = 50

export function BinList({ bin, isWorking, onRestore, onRemove }: BinListProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const tellDays = (deletedAt: number): string =>
    t('bin.daysLeft', { count: countDaysLeft(deletedAt, bin.since, bin.readAt) })
  const row = (entry: Omit<BinRowProps, 'isWorking' | 'onRestore' | 'onRemove'> & { readonly choice: BinChoice }) => {
    const { choice, ...shown } = entry
    return (
      <BinRow {...shown} isWorking={isWorking} onRestore={() => onRestore(choice)} onRemove={() => onRemove(choice)} />
    )
  }
  return (
    <>
      <Rows
        title={t('bin.chatsTitle')}
        entries={bin.chats.map((chat) => ({
          key: chat.row.id,
          element: row({
            choice: { chats: [chat.row.id], images: [] },
            title: chat.row.title || t('bin.unnamedChat'),
            hash: chat.image,
            icon: <MessageSquare size={16} strokeWidth={1.5} aria-hidden />,
            facts: [
              t('bin.messages', { count: chat.messages }),
              ...(chat.images > 0 ? [t('bin.images', { count: chat.images }), format.bytes(chat.bytes)] : []),
              tellDays(chat.deletedAt),
            ],
          }),
        }))}
      />
      <Rows
        title={t('bin.imagesTitle')}
        entries={bin.images.map(({ attachment, prompt, deletedAt }) => ({
          key: attachment.id,
          element: row({
            choice: { chats: [], images: [attachment.id] },
            title: prompt || t('gallery.unnamed'),
            hash: attachment.hash,
            icon: <ImageIcon size={16} strokeWidth={1.5} aria-hidden />,
            facts: [
              `${format.plain(attachment.width)} × ${format.plain(attachment.height)}`,
              format.bytes(attachment.bytes),
              tellDays(deletedAt),
            ],
          }),
        }))}
      />
    </>
  )
}

interface RowsProps {
  readonly title: string
  readonly entries: readonly { readonly key: string; readonly element: ReactNode }[]
}

function Rows({ title, entries }: RowsProps) {
  const { t } = useTranslation()
  const [most, setMost] = useState(STEP)
  if (entries.length === 0) return null
  return (
    <section>
      <h4 className="mb-1 text-13 font-semibold">{title}</h4>
      <ul aria-label={title} className="divide-y divide-line">
        {entries.slice(0, most).map(({ key, element }) => (
          <li key={key}>{element}</li>
        ))}
      </ul>
      {entries.length > most && (
        <Button look="quiet" onClick={() => setMost(most + STEP)}>
          {t('bin.showMore', { count: entries.length - most })}
        </Button>
      )}
    </section>
  )
}

interface BinRowProps {
  readonly title: string
  readonly hash: ObjectHash | undefined
  readonly icon: ReactNode
  readonly facts: readonly string[]
  readonly isWorking: boolean
  readonly onRestore: () => void
  readonly onRemove: () => void
}

function BinRow({ title, hash, icon, facts, isWorking, onRestore, onRemove }: BinRowProps) {
  const { t } = useTranslation()
  const asking = useAsking()
  return (
    <div
      data-bin-row
      onKeyDown={asking.handleKey}
      className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2 py-2"
    >
      <span className="flex size-10 shrink-0 items-center justify-center overflow-hidden rounded-sm bg-surface-field text-text-muted">
        {hash ? <Thumbnail hash={hash} edge={40} alt="" className="size-full object-cover" /> : icon}
      </span>
      <div className="flex min-w-0 grow basis-48 flex-col">
        <span dir="auto" className="truncate text-13 font-medium" title={title}>
          {title}
        </span>
        <span className="tabular truncate text-12 text-text-muted">{facts.join(' · ')}</span>
      </div>
      <div className="flex gap-2">
        {asking.isAsking ? (
          <>
            <Button look="danger" size="small" onClick={onRemove}>
              {t('bin.deleteForGood')}
            </Button>
            <Button autoFocus size="small" onClick={asking.cancel}>
              {t('bin.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button size="small" disabled={isWorking} onClick={onRestore}>
              {t('bin.restore')}
            </Button>
            <Button
              look="quiet"
              size="small"
              autoFocus={asking.wasCanceled}
              disabled={isWorking}
              onClick={asking.start}
            >
              {t('bin.deleteNow')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
