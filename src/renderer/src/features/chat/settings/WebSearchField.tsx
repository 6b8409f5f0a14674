import type { WebSearchRule } from '@shared/web-search'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { SwitchField } from '@/ui/SwitchField'

interface WebSearchFieldProps {
  readonly rule: WebSearchRule
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** Lets a text model search the web. Once it's on, shows what a search costs. */
export function WebSearchField({ rule: { fee }, isOn, onChange }: WebSearchFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const price = fee
    ? t(`chatSettings.searchFee.${fee.per}`, {
        price: format.money(fee.amount),
        date: format.day(fee.asOf),
        source: fee.source,
      })
    : t('chatSettings.searchFee.unknown')
  const hint = t('chatSettings.webSearchHint')
  return (
    <SwitchField
      label={t('chatSettings.webSearch')}
      hint={isOn ? `${hint} ${price}` : hint}
      checked={isOn}
      onChange={onChange}
    />
  )
}
