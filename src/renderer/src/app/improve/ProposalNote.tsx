import { CircleAlert } from 'lucide-react'
import type { Cost } from '@shared/answer'
import type { TextModel } from '@shared/catalogue'
import type { Failure } from '@shared/failure'
import { LimitLine } from '@/features/chat/answer/LimitLine'
import { useProviderName } from '@/features/chat/answer/use-provider-name'
import { sayFailureTitle } from '@/i18n/failure-words'
import { useCostSource } from '@/i18n/use-cost-source'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import type { Proposal } from './use-proposal'

interface ProposalNoteProps {
  readonly proposal: Proposal
  readonly model: TextModel
}

/** The outcome of the request, and its cost. */
export function ProposalNote({ proposal, model }: ProposalNoteProps) {
  const { t } = useTranslation()
  const provider = useProviderName(model.id)
  return (
    <>
      {/* Always mounted, so its changes are read out. */}
      <div role="status" className="flex flex-col gap-1 text-12 text-text-muted">
        {proposal.status === 'asked' && t('improve.asking', { model: model.name })}
        {proposal.status === 'stopped' &&
          `${t('answer.stopped')} ${t(`failure.charge.${proposal.charge}`, { provider })}`}
        {proposal.status === 'empty' && t('improve.empty')}
        {proposal.status === 'there' && proposal.isCut && <p>{t('improve.cut')}</p>}
        {(proposal.status === 'there' || proposal.status === 'empty') && (
          <CostLine cost={proposal.cost} model={model} />
        )}
      </div>
      {proposal.status === 'failed' && <FailureNote failure={proposal.failure} provider={provider} />}
    </>
  )
}

function CostLine({ cost, model }: { readonly cost: Cost | undefined; readonly model: TextModel }) {
  const { t } = useTranslation()
  const format = useFormat()
  const describe = useCostSource()
  const amount =
    cost === undefined ? t('money.costUnknown') : cost.amount === 0 ? t('money.free') : format.money(cost.amount)
  return (
    <p data-testid="improve-cost" data-source={cost?.source ?? 'unknown'} title={cost && describe(cost, model.id)}>
      {t('improve.cost', { amount })}
    </p>
  )
}

function FailureNote({ failure, provider }: { readonly failure: Failure; readonly provider: string }) {
  const { t } = useTranslation()
  return (
    <div role="alert" data-charge={failure.charge} className="flex items-start gap-2 text-13">
      <CircleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <div className="min-w-0">
        <p className="font-medium">{sayFailureTitle(failure, { provider })}</p>
        {failure.limit && <LimitLine facts={failure.limit} />}
        <p className="text-text-muted">{t(`failure.charge.${failure.charge}`, { provider })}</p>
      </div>
    </div>
  )
}
