import { LayoutGrid } from 'lucide-react'
import { useEffect } from 'react'
import { isOver } from '@shared/batch/batch'
import { BatchControls } from '@/features/chat/batch/BatchControls'
import { useBatch, useBatchPlan, useBatchStore } from '@/features/chat/batch/batch-store'
import { useChatStore } from '@/features/chat/use-chat-store'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { showBatch, showFilled } from './layout-store'
import '@/i18n/later'

/**
 * Below the chat of a batch: its progress and a link to its grid. Nothing can be sent here until all cells are done,
 * because a question in between would take the next cell's place.
 */
export function BatchDock() {
  const { t } = useTranslation()
  const store = useBatchStore()
  const chatId = useChatStore((state) => state.openChatId)
  const soughtId = useChatStore((state) => state.soughtId)
  const progress = useBatch(chatId)
  const plan = useBatchPlan(progress?.id)
  const isFilling = progress !== undefined && !isOver(progress)
  const id = progress?.id
  useEffect(() => {
    // Without the plan the total is missing, and the page explains why.
    if (id) store.readPlan(id).catch(() => undefined)
  }, [store, id])
  useEffect(() => {
    showFilled(isFilling && chatId ? chatId : undefined)
    return () => showFilled(undefined)
  }, [isFilling, chatId])
  // Closes the grid to show a message in the chat that is being jumped to.
  useEffect(() => {
    if (soughtId) showBatch(undefined)
  }, [soughtId])
  if (!progress || !chatId) return null
  return (
    <div className="shrink-0 px-2 pb-3 narrow:px-6">
      <div className="mx-auto flex max-w-[calc(var(--container-column)+34px)] flex-col gap-2 rounded-md border border-line bg-surface-raised px-4 py-3">
        <BatchControls plan={plan} progress={progress} />
        <div className="flex items-center gap-3">
          <Button size="small" onClick={() => showBatch(chatId)}>
            <LayoutGrid size={14} strokeWidth={1.5} aria-hidden />
            {t('batch.showGrid')}
          </Button>
          {isFilling && <p className="text-12 text-text-muted">{t('batch.blocked')}</p>}
        </div>
      </div>
    </div>
  )
}
