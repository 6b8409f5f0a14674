import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { getHintKey, sayFailureTitle } from '@/i18n/failure-words'
import { useTranslation } from '@/i18n/use-translation'
import { findModel } from '@shared/catalogue'
import { useFormat } from '@/i18n/use-format'
import { Button } from '@/ui/Button'
import { AgainLine } from './AgainLine'
import { ContinueButton } from './ContinueButton'
import { FailureDetails } from './FailureDetails'
import { FailureRemedies } from './FailureRemedies'
import { LimitLine } from './LimitLine'
import { ModerationLine } from './ModerationLine'
import type { FailedAnswer } from '../model'
import { takeLead } from './take-lead'
import { useInputCount } from './use-input-count'
import { useProviderName } from './use-provider-name'

/** What happened, whether it was charged, and what to do now. Four lines; the rest is under Details. */
export function FailureCard({ message }: { readonly message: FailedAnswer }) {
  const { failure } = message
  const { t } = useTranslation()
  const format = useFormat()
  const [detailed, setDetailed] = useState(false)
  const provider = useProviderName(message.model)
  const kind = (message.model && findModel(message.model)?.kind) ?? 'image'
  const hasImages = useInputCount(message) > 0
  return (
    <div
      role="alert"
      data-charge={failure.charge}
      data-selectable
      className="relative flex max-w-card min-w-0 flex-[1_1_300px] gap-3 overflow-hidden rounded-md border border-line bg-surface-raised py-3.5 pr-4 pl-4.5"
    >
      <div aria-hidden className="absolute -inset-y-px -left-px w-0.75 bg-danger forced-colors:bg-[CanvasText]" />
      <CircleAlert size={20} strokeWidth={1.5} aria-hidden className="mt-px shrink-0 text-danger" />
      <div className="flex min-w-0 grow flex-col gap-1">
        <p className="text-14 font-semibold">{sayFailureTitle(failure, { provider, hasImages })}</p>
        <Sentence message={message} hasImages={hasImages} provider={provider} kind={kind} />
        {failure.address && <p className="max-w-measure text-13 wrap-anywhere select-text">{failure.address}</p>}
        {failure.limit && <LimitLine facts={failure.limit} />}
        <p className="tabular text-13 font-medium">
          {failure.charge === 'charged' && message.bill?.cost
            ? t('failure.charge.amount', { cost: format.cost(message.bill.cost) })
            : t(`failure.charge.${failure.charge}`, { provider })}
        </p>
        {failure.again && <AgainLine id={message.id} again={failure.again} />}
        <div className="mt-2 flex flex-wrap items-center gap-2 select-none">
          <FailureRemedies message={message} />
          <ContinueButton message={message} look="quiet" />
          <Button look="quiet" aria-expanded={detailed} onClick={() => setDetailed(!detailed)}>
            {t('failure.details')}
          </Button>
        </div>
        {detailed && <FailureDetails message={message} />}
      </div>
    </div>
  )
}

interface SentenceProps {
  readonly message: FailedAnswer
  readonly hasImages: boolean
  readonly provider: string
  readonly kind: 'image' | 'text'
}

/** One sentence on what happened: the provider's own if it sent one, otherwise ours. Details has its full text. */
function Sentence({ message, hasImages, provider, kind }: SentenceProps) {
  const { t } = useTranslation()
  const { failure } = message
  const { code, detail, stage, categories, proxy, status } = failure
  if (stage || categories || (code === 'prompt-refused' && hasImages && !detail))
    return <ModerationLine failure={failure} hasImages={hasImages} />
  const hint = t(getHintKey(failure, kind), { provider, proxy, status })
  const said = detail && t('failure.said', { provider, detail: takeLead(detail) })
  return (
    <p className="line-clamp-3 max-w-measure text-13 wrap-anywhere text-text-muted">
      {/* About an image, the provider says what is wrong but not what helps. */}
      {said && code === 'input-rejected' ? `${said} ${hint}` : (said ?? hint)}
    </p>
  )
}
