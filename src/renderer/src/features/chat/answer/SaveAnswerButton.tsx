import type { MessageId } from '@shared/ids'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notify, notifyFailure } from '@/ui/notices'

/** Saves the provider's response as it arrived: for its support, or for a tool that can read more of it than Easel. */
export function SaveAnswerButton({ id }: { readonly id: MessageId }) {
  const { t } = useTranslation()
  const client = useClient()
  const save = (): void => {
    client
      .request('runs.saveAnswer', id)
      .then((saved) => saved && notify({ text: t('details.answerSaved') }))
      .catch(notifyFailure)
  }
  return (
    <Button size="small" className="mt-3" onClick={save}>
      {t('details.saveAnswer')}
    </Button>
  )
}
