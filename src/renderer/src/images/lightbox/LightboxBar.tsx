import { ChevronLeft, ChevronRight, PanelRight, X } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { formatShortcut } from '@/lib/format-shortcut'
import { PLATFORM } from '@/lib/platform'
import { IconButton } from '@/ui/IconButton'

/** On macOS, close buttons are on the left. */
const IS_MAC = PLATFORM === 'darwin'

interface LightboxBarProps {
  readonly title: string | undefined
  /** From 0. */
  readonly index: number
  readonly count: number
  readonly hasPanel: boolean
  readonly onShow: (index: number) => void
  readonly onTogglePanel: () => void
  readonly onClose: () => void
}

/** The bar above the image. It drags the window and leaves room for the system's buttons. */
export function LightboxBar({ title, index, count, hasPanel, onShow, onTogglePanel, onClose }: LightboxBarProps) {
  const { t } = useTranslation()
  const close = (
    <IconButton
      icon={X}
      label={t('lightbox.close')}
      hint={`${t('lightbox.close')}  Esc`}
      hintSide="below"
      onClick={onClose}
    />
  )
  return (
    <div className="title-bar">
      {IS_MAC && close}
      <p dir="auto" className="min-w-0 grow truncate px-2 text-13 text-text-muted" data-selectable>
        {title}
      </p>
      {count > 1 && (
        <>
          <span className="tabular px-2 text-12 whitespace-nowrap text-text-muted">
            {t('lightbox.position', { index: index + 1, count })}
          </span>
          <IconButton
            icon={ChevronLeft}
            label={t('lightbox.previous')}
            hint={`${t('lightbox.previous')}  ←`}
            hintSide="below"
            disabled={index <= 0}
            onClick={() => onShow(index - 1)}
          />
          <IconButton
            icon={ChevronRight}
            label={t('lightbox.next')}
            hint={`${t('lightbox.next')}  →`}
            hintSide="below"
            disabled={index >= count - 1}
            onClick={() => onShow(index + 1)}
          />
        </>
      )}
      <IconButton
        icon={PanelRight}
        label={t('lightbox.panel')}
        hint={`${t('lightbox.panel')}  ${formatShortcut('I')}`}
        hintSide="below"
        aria-pressed={hasPanel}
        className="aria-pressed:bg-hover aria-pressed:text-text forced-colors:aria-pressed:border"
        onClick={onTogglePanel}
      />
      {!IS_MAC && close}
    </div>
  )
}
