import { TriangleAlert } from 'lucide-react'
import type { Failure } from '@shared/failure'
import type { DoneAnswer } from '../model'
import { ContinueButton } from './ContinueButton'
import { SaveAnswerButton } from './SaveAnswerButton'
import { sayShortfall } from './say-failure'
import { useInputCount } from './use-input-count'
import { useProviderName } from './use-provider-name'

interface ShortfallProps {
  readonly message: DoneAnswer
  readonly shortfall: Failure
}

/** The answer arrived, but with less than was requested. */
export function Shortfall({ message, shortfall }: ShortfallProps) {
  const provider = useProviderName(message.model)
  const hasImages = useInputCount(message) > 0
  return (
    <div className="flex max-w-measure items-start gap-2 text-13">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <span>
        {sayShortfall(message, shortfall, { provider, hasImages })}
        {CUT_SHORT.has(shortfall.code) && (
          <span className="mt-2 block empty:hidden">
            <ContinueButton message={message} size="small" />
          </span>
        )}
        {shortfall.hasAnswer && (
          <span className="block">
            <SaveAnswerButton id={message.id} />
          </span>
        )}
      </span>
    </div>
  )
}

/** After these the model can continue. */
const CUT_SHORT: ReadonlySet<Failure['code']> = new Set(['text-cut-short', 'text-ended-early'])
