import type { ChatId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { Button } from '@/ui/Button'
import { lazyPart } from '@/ui/lazy-part'
import { useDisclosure } from '@/ui/use-disclosure'
import { listCaps } from '@shared/budget'
import { useBudget } from './store'
import { getConfirmed, isNothing } from './summary'
import '@/i18n/later'

const SpendingPanel = lazyPart(() => import('./SpendingPanel').then((module) => module.SpendingPanel))

interface TodayTotalProps {
  readonly chatId: ChatId | null
  /** Absent if there's no such page. */
  readonly onOpenUsage?: () => void
}

/**
 * Shows today's confirmed spending; the panel has the uncertain amounts. Renders nothing if nothing was spent this
 * month and no cap is set.
 */
export function TodayTotal({ chatId, onOpenUsage }: TodayTotalProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const view = useBudget()
  const { open, toggle, close, anchor } = useDisclosure()
  if (!view || (isNothing(view.thisMonth) && listCaps(view).length === 0)) return null
  const confirmed = getConfirmed(view.today)
  return (
    <>
      <Button
        ref={anchor}
        look="quiet"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={toggle}
        onPointerEnter={SpendingPanel.preload}
        data-testid="today-total"
        className="tabular ml-auto shrink-0 font-normal!"
      >
        {confirmed === undefined ? t('budget.todayUnknown') : t('budget.today', { amount: format.money(confirmed) })}
      </Button>
      {open && (
        <SpendingPanel.Component
          anchor={anchor}
          view={view}
          chatId={chatId}
          onClose={close}
          {...(onOpenUsage && { onOpenUsage })}
        />
      )}
    </>
  )
}
