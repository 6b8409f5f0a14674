import { TriangleAlert } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import type { AssistantMessage } from '../model'
import { SaveAnswerButton } from './SaveAnswerButton'
import { useProviderName } from './use-provider-name'

/** The answer is there, but less of it than was asked for. */
export function Shortfall({ message, failure }: { readonly message: AssistantMessage; readonly failure: Failure }) {
  const { t } = useTranslation()
  const provider = useProviderName(message.model)
  return (
    <div className="flex max-w-measure items-start gap-2 text-13">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <span>
        {t(`failure.${failure.code}.title`, { provider })} {t(`failure.${failure.code}.hint`, { provider })}
        {failure.hasAnswer && (
          <span className="block">
            <SaveAnswerButton id={message.id} />
          </span>
        )}
      </span>
    </div>
  )
}
