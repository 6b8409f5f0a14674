import type { Period } from '@shared/spending'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notify, notifyFailure } from '@/ui/notices'

/** Saves the period's entries where the user chooses. */
export function ExportButton({ period: { from, to } }: { readonly period: Period }) {
  const { t } = useTranslation()
  const client = useClient()
  const save = (): void => {
    client.request('usage.export', { from, to }).then((isSaved) => {
      if (isSaved) notify({ text: t('settings.budget.exported') })
    }, notifyFailure)
  }
  return (
    <Button look="quiet" onClick={save}>
      {t('usage.export')}
    </Button>
  )
}
