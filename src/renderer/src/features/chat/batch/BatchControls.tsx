import { countCells, isOver, type BatchPlan, type BatchProgress, type PauseReason } from '@shared/batch/batch'
import type { ModelId } from '@shared/catalogue'
import type { Failure } from '@shared/failure'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import { LimitLine } from '../answer/LimitLine'
import { useProviderName } from '../answer/use-provider-name'
import { useChatStore } from '../use-chat-store'
import { useBatchStore } from './batch-store'
import { sumAgreed, sumSpending } from './cell-answers'

interface BatchProps {
  readonly plan: BatchPlan | undefined
  readonly progress: BatchProgress
}

/** How far a batch is, what it has cost, why it waits, and what can be done about it. */
export function BatchControls({ plan, progress }: BatchProps) {
  const { t } = useTranslation()
  const counts = countCells(progress)
  const parts = [
    t('batch.progress', { done: counts.done, total: counts.total }),
    ...(counts.failed > 0 ? [t('batch.failed', { count: counts.failed })] : []),
    ...(counts.stopped > 0 ? [t('batch.stopped', { count: counts.stopped })] : []),
  ]
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <div className="flex min-w-0 grow flex-col">
          <p role="status" className="tabular text-13 font-medium">
            {parts.join(' · ')}
          </p>
          {plan && <Spent plan={plan} />}
        </div>
        <Actions progress={progress} failed={counts.failed} />
      </div>
      {counts.open > 0 && (
        <progress
          aria-label={t('batch.title')}
          value={counts.total - counts.open}
          max={counts.total}
          className="h-1 w-full accent-accent"
        />
      )}
      <StateLine plan={plan} progress={progress} />
    </div>
  )
}

function Spent({ plan }: { readonly plan: BatchPlan }) {
  const { t } = useTranslation()
  const format = useFormat()
  const find = useModelFinder()
  const spending = useChatStore((state) => JSON.stringify(sumSpending(state, plan, find)))
  const { known, unknown } = JSON.parse(spending) as ReturnType<typeof sumSpending>
  const agreed = sumAgreed(plan)
  const spent = format.money(known)
  return (
    <p className="tabular text-12 text-text-muted">
      {agreed > 0 ? t('batch.spent', { spent, agreed: format.money(agreed) }) : t('batch.spentOnly', { spent })}
      {unknown > 0 && ` · ${t('batch.spentUnknown', { count: unknown })}`}
    </p>
  )
}

function Actions({ progress, failed }: { readonly progress: BatchProgress; readonly failed: number }) {
  const { t } = useTranslation()
  const store = useBatchStore()
  const { id, state, cells } = progress
  const change = (wish: 'pause' | 'resume' | 'cancel' | 'stop') => () => {
    store.change(id, wish).catch(notifyFailure)
  }
  const retryFailed = (): void => {
    const indexes = cells.flatMap(({ end }, index) => (end?.status === 'failed' ? [index] : []))
    store.retry(id, indexes).catch(notifyFailure)
  }
  const isRunning = !isOver(progress)
  const canResume = state.status === 'paused' && (isRunning || failed > 0)
  return (
    <div className="flex flex-wrap items-center gap-2">
      {failed > 0 && state.status !== 'running' && !canResume && (
        <Button size="small" onClick={retryFailed}>
          {t('batch.retryFailed', { count: failed })}
        </Button>
      )}
      {failed > 0 && state.status === 'running' && (
        <Button size="small" onClick={retryFailed}>
          {t('batch.retryFailed', { count: failed })}
        </Button>
      )}
      {isRunning && state.status === 'running' && (
        <Button size="small" onClick={change('pause')}>
          {t('batch.pause')}
        </Button>
      )}
      {canResume && (
        <Button size="small" look="primary" onClick={change('resume')}>
          {t('batch.resume')}
        </Button>
      )}
      {isRunning && state.status !== 'cancelled' && (
        <Button size="small" look="danger" onClick={change('cancel')}>
          {t('batch.cancel')}
        </Button>
      )}
      {isRunning && state.status === 'cancelled' && (
        <Button size="small" look="danger" onClick={change('stop')}>
          {t('batch.stopToo')}
        </Button>
      )}
    </div>
  )
}

function StateLine({ plan, progress: { state } }: BatchProps) {
  const { t } = useTranslation()
  switch (state.status) {
    case 'running':
      return null
    case 'cancelled':
      return (
        <div className="text-12 text-text-muted">
          <p>{t('batch.cancelledLine')}</p>
          {state.refusal && <FailureLine wording="batch.refused" failure={state.refusal} plan={plan} />}
        </div>
      )
    case 'paused':
      return <PauseLine plan={plan} reason={state.reason} />
  }
}

function PauseLine({ plan, reason }: { readonly plan: BatchPlan | undefined; readonly reason: PauseReason }) {
  const { t } = useTranslation()
  switch (reason.kind) {
    case 'user':
    case 'restart':
      return <p className="text-12 text-text-muted">{t(`batch.paused.${reason.kind}`)}</p>
    case 'stopped':
    case 'failing':
      return <FailureLine wording={`batch.paused.${reason.kind}`} failure={reason.failure} plan={plan} />
  }
}

interface FailureLineProps {
  readonly wording: 'batch.refused' | 'batch.paused.stopped' | 'batch.paused.failing'
  readonly failure: Failure
  readonly plan: BatchPlan | undefined
}

function FailureLine({ wording, failure, plan }: FailureLineProps) {
  return (
    <div role="alert" className="text-13">
      {plan?.cells[0] && <Wording wording={wording} failure={failure} model={plan.cells[0].model} />}
      {failure.limit && <LimitLine facts={failure.limit} />}
    </div>
  )
}

function Wording({
  wording,
  failure,
  model,
}: Pick<FailureLineProps, 'wording' | 'failure'> & { readonly model: ModelId }) {
  const { t } = useTranslation()
  const provider = useProviderName(model)
  const title = t(`failure.${failure.code}.title`, { provider, proxy: failure.proxy, status: failure.status })
  return <p className="font-medium text-warning">{t(wording, { title })}</p>
}
