import { useTranslation } from '@/i18n/use-translation'
import { useFormat } from '@/i18n/use-format'
import { Facts } from '@/ui/Facts'
import type { FailedAnswer } from '../model'
import { useChatStore } from '../use-chat-store'
import { LinkedText } from './LinkedText'
import { SaveAnswerButton } from './SaveAnswerButton'
import { useProviderName } from './use-provider-name'

/** The full prompt is in the conversation, just above. Characters. */
const LONGEST_PROMPT = 300

/** For the provider's support, or ours: identifies the call and its result. */
export function FailureDetails({ message }: { readonly message: FailedAnswer }) {
  const { failure } = message
  const { t } = useTranslation()
  const format = useFormat()
  const question = useChatStore((state) => state.messages.get(message.parentId))
  const provider = useProviderName(message.model)
  const requestId = failure.requestId ?? message.requestId
  const prompt = message.prompt ?? (question?.role === 'user' ? question.text : undefined)
  return (
    <div className="mt-2 border-t border-line pt-3">
      <Facts
        facts={[
          failure.detail !== undefined && {
            label: t('failure.providerSays', { provider }),
            value: <LinkedText text={failure.detail} />,
          },
          prompt !== undefined && { label: t('details.prompt'), value: shortened(prompt) },
          {
            label: t('details.requestId'),
            value: requestId ?? t('details.none'),
            copy: requestId !== undefined,
          },
          // When the request was sent, which is how the provider's own log lists it.
          { label: t('details.time'), value: format.moment(message.startedAt ?? message.createdAt) },
          { label: t('details.code'), value: failure.status ? `${failure.code} (${failure.status})` : failure.code },
        ]}
      />
      {failure.hasAnswer && <SaveAnswerButton id={message.id} />}
    </div>
  )
}

function shortened(prompt: string): string {
  return prompt.length > LONGEST_PROMPT ? `${prompt.slice(0, LONGEST_PROMPT).trimEnd()}…` : prompt
}
