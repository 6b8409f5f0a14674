import { CircleAlert, LoaderCircle, Pencil } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import type { ChatMark } from '../selectors'

interface ChatMarkIconProps {
  readonly mark: ChatMark | 'draft'
}

/** The status of a chat in the list. Its text is part of the row's accessible name. */
export function ChatMarkIcon({ mark }: ChatMarkIconProps) {
  const { t } = useTranslation()
  return (
    <span
      data-mark={mark}
      className="flex size-4 shrink-0 items-center justify-center group-focus-within/row:hidden group-hover/row:hidden"
    >
      <Drawing mark={mark} />
      <span className="sr-only">{t(`sidebar.mark.${mark}`)}</span>
    </span>
  )
}

function Drawing({ mark }: ChatMarkIconProps) {
  switch (mark) {
    case 'running':
      return <LoaderCircle size={14} strokeWidth={1.75} aria-hidden className="animate-turn text-text-muted" />
    case 'unread':
      return <span aria-hidden className="size-2 rounded-full bg-accent forced-colors:bg-[Highlight]" />
    case 'failed':
      return <CircleAlert size={14} strokeWidth={1.75} aria-hidden className="text-danger" />
    case 'draft':
      return <Pencil size={13} strokeWidth={1.5} aria-hidden className="text-text-muted" />
  }
}
