import { useTranslation } from '@/i18n/use-translation'
import { useClient } from '@/bridge/use-client'
import { Button } from '@/ui/Button'
import { notify, notifyFailure } from '@/ui/notices'
import { AmountField } from '@/ui/AmountField'
import { Group, type SettingsSectionProps } from './Section'

/** All runs, past and future. */
const ALL_TIME = { from: 0, to: Number.MAX_SAFE_INTEGER }

interface BudgetSectionProps extends SettingsSectionProps {
  /** Settings were opened for this section: the field that is most likely meant takes focus. */
  readonly isWanted: boolean
}

export function BudgetSection({ view, form, isWanted, onChange }: BudgetSectionProps) {
  const { t } = useTranslation()
  const client = useClient()
  const { dailyCap, monthlyCap } = view.settings
  const wanted = isWanted && (dailyCap === null && monthlyCap !== null ? 'monthly' : 'daily')
  const exportAll = (): void => {
    client.request('usage.export', ALL_TIME).then((isSaved) => {
      if (isSaved) notify({ text: t('settings.budget.exported') })
    }, notifyFailure)
  }
  return (
    <Group title={t('settings.budget.title')} about={t('settings.budget.about')}>
      <AmountField
        label={t('settings.budget.daily')}
        hint={t('settings.budget.dailyHint')}
        readBack={(amount) => t('settings.budget.kept.daily', { amount })}
        text={form.dailyCap}
        isWanted={wanted === 'daily'}
        onChange={(dailyCap) => onChange({ dailyCap })}
      />
      <AmountField
        label={t('settings.budget.monthly')}
        hint={t('settings.budget.monthlyHint')}
        readBack={(amount) => t('settings.budget.kept.monthly', { amount })}
        text={form.monthlyCap}
        isWanted={wanted === 'monthly'}
        onChange={(monthlyCap) => onChange({ monthlyCap })}
      />
      <AmountField
        label={t('settings.budget.ask')}
        hint={t('settings.budget.askHint')}
        readBack={(amount) => t('settings.budget.kept.ask', { amount })}
        text={form.askAbove}
        step={0.05}
        onChange={(askAbove) => onChange({ askAbove })}
      />
      <div>
        <Button onClick={exportAll}>{t('settings.budget.export')}</Button>
      </div>
    </Group>
  )
}
