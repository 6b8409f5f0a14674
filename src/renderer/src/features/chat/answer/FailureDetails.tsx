import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import { useFormat } from '@/i18n/use-format'
import { Facts } from '@/ui/Facts'
import type { AssistantMessage } from '../model'
import { SaveAnswerButton } from './SaveAnswerButton'

interface FailureDetailsProps {
  readonly message: AssistantMessage
  readonly failure: Failure
}

/** For the provider's support, or ours. */
export function FailureDetails({ message, failure }: FailureDetailsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="mt-2 border-t border-line pt-3">
      <Facts
        facts={[
          {
            label: t('details.requestId'),
            value: failure.requestId ?? message.requestId ?? t('details.none'),
            copy: true,
          },
          { label: t('details.time'), value: format.moment(failure.at) },
          { label: t('details.code'), value: failure.status ? `${failure.code} (${failure.status})` : failure.code },
          failure.categories && { label: t('details.categories'), value: failure.categories.join(', ') },
        ]}
      />
      {failure.hasAnswer && <SaveAnswerButton id={message.id} />}
    </div>
  )
}
