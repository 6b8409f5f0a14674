import { useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import type { Model } from '@shared/catalogue'
import { lazyPart } from '@/ui/lazy-part'
import { useChatStore } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import { pickStarters, STARTER_ICONS, type Starter } from './starters'

const RecentImages = lazyPart(() => import('./RecentImages').then((module) => module.RecentImages))

const STARTERS = 3
const MS_PER_DAY = 86_400_000
/**
 * Every new chat shows different starters, and the first chat of a day starts at different ones than the day before.
 */
let turn = Math.floor(Date.now() / MS_PER_DAY)

/** Shown in a new chat: prompts that fill the composer without sending anything, and the latest images. */
export function EmptyConversation({ kind }: { readonly kind: Model['kind'] }) {
  const { t } = useTranslation()
  const [first] = useState(() => (turn += 1))
  const isFirstChat = useChatStore((state) => state.ready && state.chats.length === 0)
  const hasChats = useChatStore((state) => state.chats.length > 0)
  // Without images to show, the first chat has room for twice as many.
  const starters = pickStarters(kind, first, isFirstChat ? 2 * STARTERS : STARTERS)
  return (
    // Aligned to the top rather than centered, so that content that loads later moves nothing.
    <div className="flex grow flex-col items-center px-[13px] pt-[max(8px,calc(16vh-70px))] pb-8 narrow:px-[29px]">
      <div className="flex w-full max-w-column flex-col gap-6">
        <div className="flex flex-col gap-1.5">
          <h1 className="text-28 font-medium">{t(`empty.title.${kind}`)}</h1>
          <p className="text-14 text-text-muted">{t(`empty.subtitle.${kind}`)}</p>
        </div>
        <ul aria-label={t('empty.starters')} className="grid gap-3 narrow:grid-cols-3">
          {starters.map((starter, index) => (
            <li key={starter} className={index < STARTERS ? 'flex' : 'hidden narrow:flex'}>
              <StarterCard starter={starter} />
            </li>
          ))}
        </ul>
        {hasChats && <RecentImages.Component />}
      </div>
    </div>
  )
}

function StarterCard({ starter }: { readonly starter: Starter }) {
  const { t } = useTranslation()
  const { reuse } = useWindowActions()
  const Icon = STARTER_ICONS[starter]
  return (
    <button
      type="button"
      onClick={() => reuse({ text: t(`empty.starter.${starter}.prompt`) })}
      className="flex w-full gap-3 rounded-md border border-line bg-surface-raised px-3.5 py-3 text-left transition-[border-color,background-color] hover:border-line-control narrow:flex-col narrow:gap-2"
    >
      <Icon size={20} strokeWidth={1.5} aria-hidden className="mt-px shrink-0 text-text-muted" />
      <span className="flex min-w-0 flex-col gap-1">
        <span className="text-13 font-medium">{t(`empty.starter.${starter}.title`)}</span>
        <span className="line-clamp-3 text-12 text-text-muted">{t(`empty.starter.${starter}.prompt`)}</span>
      </span>
    </button>
  )
}
