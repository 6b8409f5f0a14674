import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Limits } from '@shared/budget'
import type { ChatId, RunId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { IconButton } from '@/ui/IconButton'
import { ExportButton } from './ExportButton'
import { getPeriod, type PeriodName } from './period'
import { UsageReport } from './UsageReport'
import type { BriefsOf } from './use-briefs'
import { useSpendings } from './use-spendings'
import '@/i18n/later'

interface UsagePageProps {
  readonly limits: Limits
  readonly readBriefs: BriefsOf
  /** Opens an answer and closes the page. */
  readonly onOpen: (chatId: ChatId, id: RunId) => void
  readonly onClose: () => void
}

/** Spending, as large as the window. */
export function UsagePage({ limits, readBriefs, onOpen, onClose }: UsagePageProps) {
  const { t } = useTranslation()
  const [name, setName] = useState<PeriodName>('this-month')
  const scroller = useRef<HTMLDivElement>(null)
  // So that keys scroll from the start. The dialog would focus its first button.
  useEffect(() => scroller.current?.focus({ preventScroll: true }), [])
  const { spendings, readAgain } = useSpendings(name)
  return (
    <Dialog label={t('usage.title')} onDismiss={onClose} className="flex size-full flex-col bg-surface">
      <header className="title-bar">
        <IconButton icon={X} label={t('usage.close')} hintSide="below" onClick={onClose} />
        <h1 className="grow px-2 text-13 font-medium">{t('usage.title')}</h1>
        {spendings.status === 'read' && spendings.entries.length > 0 && (
          <ExportButton period={getPeriod(spendings.name, spendings.now)} />
        )}
      </header>
      <div
        ref={scroller}
        tabIndex={-1}
        className="min-h-0 grow overflow-x-hidden overflow-y-scroll [scrollbar-gutter:stable_both-edges] focus-visible:outline-none"
      >
        <div className="mx-auto max-w-page px-3 pb-16 narrow:px-9">
          {spendings.status === 'failed' && (
            <div role="alert" className="flex items-center gap-3 pt-8 text-13">
              {t('usage.failed')}
              <Button onClick={readAgain}>{t('usage.again')}</Button>
            </div>
          )}
          {spendings.status === 'read' && (
            <UsageReport
              chosenName={name}
              spendings={spendings}
              limits={limits}
              scroller={scroller}
              readBriefs={readBriefs}
              onChoose={setName}
              onOpen={onOpen}
              onClose={onClose}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}
