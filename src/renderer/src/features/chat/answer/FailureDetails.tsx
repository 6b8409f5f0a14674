import { useTranslation } from '@/i18n/use-translation'
import type { Failure } from '@shared/failure'
import { useFormat } from '@/i18n/use-format'
import { useClient } from '@/bridge/use-client'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Facts'
import { notify, notifyFailure } from '@/ui/notices'
import type { AssistantMessage } from '../model'

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
      {failure.hasAnswer && <SaveAnswerButton message={message} />}
    </div>
  )
}

/** For a provider's support, or for a tool that can make more of it than Easel. */
function SaveAnswerButton({ message }: Pick<FailureDetailsProps, 'message'>) {
  const { t } = useTranslation()
  const client = useClient()
  const save = (): void => {
    client
      .request('runs.saveAnswer', message.id)
      .then((saved) => saved && notify({ text: t('details.answerSaved') }), notifyFailure)
  }
  return (
    <Button size="small" className="mt-3" onClick={save}>
      {t('details.saveAnswer')}
    </Button>
  )
}
