import { useTranslation } from '@/i18n/use-translation'
import { PERIOD_NAMES, type PeriodName } from './period'
import { Select } from '@/ui/Select'

interface PeriodSelectProps {
  readonly name: PeriodName
  readonly onChoose: (name: PeriodName) => void
}

export function PeriodSelect({ name, onChoose }: PeriodSelectProps) {
  const { t } = useTranslation()
  const choices = PERIOD_NAMES.map((value) => ({ value, label: t(`usage.periods.${value}`) }))
  return <Select label={t('usage.period')} value={name} choices={choices} onChoose={onChoose} />
}
