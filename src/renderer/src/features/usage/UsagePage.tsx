import { X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Limits } from '@shared/budget'
import type { ChatId, RunId } from '@shared/ids'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { IconButton } from '@/ui/IconButton'
import type { Spending } from '@shared/spending'
import { listWanted, type ProjectFilter, type UsageProject } from './by-project'
import { ExportButton } from './ExportButton'
import { getPeriod, type PeriodName } from './period'
import { UsageReport } from './UsageReport'
import type { BriefsOf } from './use-briefs'
import { useSpendings } from './use-spendings'
import '@/i18n/later'

interface UsagePageProps {
  readonly limits: Limits
  readonly projects: readonly UsageProject[]
  readonly readBriefs: BriefsOf
  /** Opens an answer and closes the page. */
  readonly onOpen: (chatId: ChatId, id: RunId) => void
  readonly onClose: () => void
}

const NO_ENTRIES: readonly Spending[] = []

/** The spending page, filling the window. */
export function UsagePage({ limits, projects, readBriefs, onOpen, onClose }: UsagePageProps) {
  const { t } = useTranslation()
  const [name, setName] = useState<PeriodName>('this-month')
  const scroller = useRef<HTMLDivElement>(null)
  // Lets keys scroll at once. Otherwise the dialog would focus its first button.
  useEffect(() => scroller.current?.focus({ preventScroll: true }), [])
  const [filter, setFilter] = useState<ProjectFilter>('all')
  const { spendings, readAgain } = useSpendings(name)
  const entries = spendings.status === 'read' ? spendings.entries : NO_ENTRIES
  const wanted = useMemo(() => listWanted(filter, projects, entries), [filter, projects, entries])
  return (
    <Dialog label={t('usage.title')} onDismiss={onClose} className="flex size-full flex-col bg-surface">
      <header className="title-bar">
        <IconButton icon={X} label={t('usage.close')} hintSide="below" onClick={onClose} />
        <h1 className="grow px-2 text-13 font-medium">{t('usage.title')}</h1>
        {spendings.status === 'read' && entries.length > 0 && (
          <ExportButton period={getPeriod(spendings.name, spendings.now)} projects={wanted} />
        )}
      </header>
      <div
        ref={scroller}
        tabIndex={-1}
        data-focus-home
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
              projects={projects}
              filter={filter}
              wanted={wanted}
              scroller={scroller}
              readBriefs={readBriefs}
              onChoose={setName}
              onFilter={setFilter}
              onOpen={onOpen}
              onClose={onClose}
            />
          )}
        </div>
      </div>
    </Dialog>
  )
}
