import type { ChatId } from '@shared/ids'
import type { Period } from '@shared/spending'
import { useClient } from '@/bridge/use-client'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notify, notifyFailure } from '@/ui/notices'

interface ExportButtonProps {
  readonly period: Period
  /** Only what was spent in these. Null: outside of any. Undefined: everything. */
  readonly projects: readonly (ChatId | null)[] | undefined
}

/** Saves the period's entries where the user chooses. */
export function ExportButton({ period: { from, to }, projects }: ExportButtonProps) {
  const { t } = useTranslation()
  const client = useClient()
  const save = (): void => {
    client.request('usage.export', { from, to, ...(projects && { projects }) }).then((isSaved) => {
      if (isSaved) notify({ text: t('settings.budget.exported') })
    }, notifyFailure)
  }
  return (
    <Button look="quiet" onClick={save}>
      {t('usage.export')}
    </Button>
  )
}
