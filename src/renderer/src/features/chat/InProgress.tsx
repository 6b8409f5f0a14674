import { useModelFinder } from '@/bridge/use-model-finder'
import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { getHighest } from '@shared/request-cost'
import { PassingButton } from '@/ui/PassingButton'
import { retryCost } from './answer/retry-cost'
import { findInputs } from './answer-content'
import { activeRuns } from './selectors'
import { useChatStore, useChatStoreApi } from './use-chat-store'
import '@/i18n/later'

/**
 * Next to the composer while several answers of the chat are in progress: their number, maximum cost, and "Stop all".
 */
export function InProgress({ onStopped }: { readonly onStopped: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const store = useChatStoreApi()
  const ids = useChatStore(activeRuns)
  const cost = useChatStore(({ messages }) =>
    ids.reduce((sum, id) => {
      const message = messages.get(id)
      if (message?.role !== 'assistant') return sum
      const inputs = findInputs(messages, message).length
      return sum + (getHighest(retryCost({ ...message, inputs }, find)) ?? 0)
    }, 0),
  )
  const stopAll = (): void => {
    for (const id of activeRuns(store.getState())) store.getState().stop(id)
    onStopped()
  }
  return (
    <div className="mb-2 flex min-h-8 animate-appear items-center justify-between gap-2 pl-[17px] text-12 text-text-muted">
      <p role="status" className="tabular min-w-0">
        {cost > 0
          ? t('inProgress.cost', { count: ids.length, cost: format.most(cost) })
          : t('inProgress.count', { count: ids.length })}
      </p>
      <PassingButton size="small" className="shrink-0" onClick={stopAll}>
        {t('inProgress.stopAll')}
      </PassingButton>
    </div>
  )
}
