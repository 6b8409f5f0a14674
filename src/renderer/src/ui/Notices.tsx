import { X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { sayFailureTitle } from '@/i18n/failure-words'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from './Button'
import { IconButton } from './IconButton'
import { keepInFreePlace } from './keep-in-free-place'
import { dismiss, useNotices, type Notice } from './notices'
import { useFrontDialog } from './open-dialogs'
import '@/i18n/later'

/** Enough time to read twelve words and reach for Undo. */
const WITH_ACTION_MS = 7_000
/** Enough time to read twelve words. */
const SHOWN_MS = 4_000

export function Notices() {
  const { t } = useTranslation()
  const notices = useNotices()
  const layer = useRef<HTMLElement>(null)
  // A modal dialog makes everything outside it inert, also what is shown above it.
  const front = useFrontDialog()
  useLayoutEffect(() => {
    // Reopened each time, so it's above everything that opened since.
    const element = layer.current
    if (element?.matches(':popover-open')) element.hidePopover()
    // Not connected while its dialog closes; the next dialog or the page takes it over.
    if (notices.length === 0 || !element?.isConnected) return
    element.showPopover()
    return keepInFreePlace(element)
  }, [notices, front])
  return createPortal(
    <section
      ref={layer}
      popover="manual"
      aria-label={t('notices.title')}
      className="pointer-events-none fixed inset-auto m-0 h-auto w-max max-w-[min(440px,calc(100vw-32px))] flex-col items-end gap-2 border-0 bg-transparent p-0 [&:popover-open]:flex"
    >
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>,
    front ?? document.body,
  )
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || notice.sticky) return
    const timer = window.setTimeout(() => dismiss(notice.id), notice.action ? WITH_ACTION_MS : SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [held, notice])
  return (
    <div
      role={notice.failure ? 'alert' : 'status'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        // Escape would also close the dialog.
        event.preventDefault()
        dismiss(notice.id)
      }}
      className="pointer-events-auto flex max-w-full animate-rise items-center gap-2 rounded-md border border-line bg-surface-raised py-1.5 pr-1.5 pl-3.5 text-13 shadow-float"
    >
      <span className="min-w-0">
        {notice.failure
          ? sayFailureTitle({ code: notice.failure }, { provider: t('failure.someService') })
          : notice.text}
        {notice.progress && <Progress notice={notice} progress={notice.progress} />}
      </span>
      {[notice.also, notice.action].map(
        (action) =>
          action && (
            <Button
              key={action.label}
              look="accent"
              size="small"
              onClick={() => {
                action.run()
                dismiss(notice.id)
              }}
            >
              {action.label}
            </Button>
          ),
      )}
      <IconButton icon={X} label={t('notices.dismiss')} hint="" size="small" onClick={() => dismiss(notice.id)} />
    </div>
  )
}

/** Changes often, so it isn't announced: visible, or read when navigated to. */
function Progress({
  notice,
  progress: { share, text },
}: { readonly notice: Notice } & Pick<Required<Notice>, 'progress'>) {
  return (
    <span aria-live="off" className="tabular flex flex-col gap-1.5 pt-0.5 pb-1.5 text-12 text-text-muted">
      {text}
      <progress aria-label={notice.text} value={share} max={1} className="h-1.5 w-56 max-w-full" />
    </span>
  )
}
