import { X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from './Button'
import { IconButton } from './IconButton'
import { dismiss, useNotices, type Notice } from './notices'
import '@/i18n/later'

/** Long enough to read twelve words and reach for Undo. */
const SHOWN_MS = 7_000

export function Notices() {
  const { t } = useTranslation()
  const notices = useNotices()
  const layer = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    // Shown anew each time, so that it lies above a dialog that was opened since.
    const element = layer.current
    if (element?.matches(':popover-open')) element.hidePopover()
    if (notices.length > 0) element?.showPopover()
  }, [notices])
  return (
    <section
      ref={layer}
      popover="manual"
      aria-label={t('notices.title')}
      className="pointer-events-none fixed inset-x-4 top-14 bottom-auto z-40 m-0 h-auto w-auto flex-col items-end gap-2 border-0 bg-transparent p-0 open:flex [&:popover-open]:flex"
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  )
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || notice.sticky) return
    const timer = window.setTimeout(() => dismiss(notice.id), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [held, notice])
  return (
    <div
      role={notice.failure ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-[440px] animate-rise items-center gap-2 rounded-md border border-line bg-surface-raised py-1.5 pr-1.5 pl-3.5 text-13 shadow-float"
    >
      <span className="min-w-0">
        {notice.failure ? t(`failure.${notice.failure}.title`, { provider: 'OpenAI' }) : notice.text}
      </span>
      {notice.action && (
        <Button
          look="accent"
          size="small"
          onClick={() => {
            notice.action?.run()
            dismiss(notice.id)
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <IconButton icon={X} label={t('notices.dismiss')} hint="" size="small" onClick={() => dismiss(notice.id)} />
    </div>
  )
}
