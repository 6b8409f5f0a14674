import type { MessageId } from '@shared/ids'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notify, notifyFailure } from '@/ui/notices'

/** What the provider sent is kept as it came, even where no picture could be made of it. */
export function SaveAnswerButton({ id }: { readonly id: MessageId }) {
  const { t } = useTranslation()
  const client = useClient()
  const save = (): void => {
    client
      .request('runs.saveAnswer', id)
      .then((saved) => saved && notify({ text: t('failure.answerSaved') }))
      .catch(notifyFailure)
  }
  return (
    <Button look="quiet" onClick={save}>
      {t('failure.saveAnswer')}
    </Button>
  )
}
