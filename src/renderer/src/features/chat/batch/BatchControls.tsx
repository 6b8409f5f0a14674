import { countCells, isMadeByResume, isOver } from '@shared/batch/batch'
import type { BatchPlan, BatchProgress, BatchWish, CellProgress, PauseReason } from '@shared/batch/batch'
import type { ModelId } from '@shared/catalogue'
import type { Failure } from '@shared/failure'
import { useModelFinder } from '@/bridge/use-model-finder'
import { useFormat } from '@/i18n/use-format'
import { sayFailureTitle } from '@/i18n/failure-words'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import { PassingButton } from '@/ui/PassingButton'
import { canRetry } from '../answer/can-retry'
import { LimitLine } from '../answer/LimitLine'
import { useProviderName } from '../answer/use-provider-name'
import { useChatStore } from '../use-chat-store'
import { useBatchStore } from './batch-store'
import { sumAgreed, sumSpending } from './cell-answers'

interface BatchProps {
  readonly plan: BatchPlan | undefined
  readonly progress: BatchProgress
}

/** The progress of a batch, what it has cost, why it waits, and its actions. */
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
        <Actions plan={plan} progress={progress} />
      </div>
      {counts.open > 0 && (
        <progress
          aria-label={t('batch.title')}
          value={counts.total - counts.open}
          max={counts.total}
          className="h-1 w-full"
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
  if (agreed === 0 && known === 0 && unknown === 0) return null
  const money = format.together(agreed > 0 ? [known, agreed] : [known])
  const spent = money(known)
  return (
    <p className="tabular text-12 text-text-muted">
      {agreed > 0 ? t('batch.spent', { spent, agreed: money(agreed, 'up to') }) : t('batch.spentOnly', { spent })}
      {unknown > 0 && ` · ${t('batch.spentUnknown', { count: unknown })}`}
    </p>
  )
}

function Actions({ plan, progress }: BatchProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const store = useBatchStore()
  const { id, state, cells } = progress
  const change = (wish: BatchWish) => () => {
    store.change(id, wish).catch(notifyFailure)
  }
  const listPlaces = (isMeant: (cell: CellProgress) => boolean): readonly number[] =>
    cells.flatMap((cell, index) => (isMeant(cell) ? [index] : []))
  /** The maximum cost of these cells; undefined if they are free or their price is unknown. */
  const sumPrice = (places: readonly number[]): string | undefined => {
    const sum = places.reduce((total, place) => total + (plan?.cells[place]?.confirmedCost ?? 0), 0)
    return sum > 0 ? format.money(sum) : undefined
  }
  const failed = listPlaces(
    ({ end }) => end?.status === 'failed' && canRetry(end) && !(state.status !== 'running' && isMadeByResume(end)),
  )
  const left = listPlaces(({ end }) => (end ? isMadeByResume(end) : true))
  const retryPrice = sumPrice(failed)
  const resumePrice = sumPrice(left)
  const isGoingOn = !isOver(progress)
  return (
    <div className="flex flex-wrap items-center gap-2">
      {failed.length > 0 && (
        <Button size="small" onClick={() => store.retry(id, failed).catch(notifyFailure)}>
          {retryPrice
            ? t('batch.retryFailedFor', { count: failed.length, price: retryPrice })
            : t('batch.retryFailed', { count: failed.length })}
        </Button>
      )}
      {isGoingOn && state.status === 'running' && (
        <PassingButton size="small" onClick={change('pause')}>
          {t('batch.pause')}
        </PassingButton>
      )}
      {left.length > 0 && state.status !== 'running' && !(isGoingOn && state.status === 'cancelled') && (
        <Button size="small" look={state.status === 'paused' ? 'primary' : 'outline'} onClick={change('resume')}>
          {resumePrice ? t('batch.resumeFor', { price: resumePrice }) : t('batch.resume')}
        </Button>
      )}
      {isGoingOn && state.status !== 'cancelled' && (
        <PassingButton size="small" look="danger" onClick={change('cancel')}>
          {t('batch.cancel')}
        </PassingButton>
      )}
      {isGoingOn && state.status === 'cancelled' && (
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
      {plan?.cells[0] && (
        <Wording
          wording={wording}
          failure={failure}
          model={plan.cells[0].model}
          hasImages={(plan.inputs ?? []).length > 0}
        />
      )}
      {failure.limit && <LimitLine facts={failure.limit} />}
    </div>
  )
}

function Wording({
  wording,
  failure,
  model,
  hasImages,
}: Pick<FailureLineProps, 'wording' | 'failure'> & { readonly model: ModelId; readonly hasImages: boolean }) {
  const { t } = useTranslation()
  const provider = useProviderName(model)
  const title = sayFailureTitle(failure, { provider, hasImages })
  return <p className="font-medium text-warning">{t(wording, { title })}</p>
}
