import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { assertNever } from '@shared/assert-never'
import { MOST, type AmountReading } from '@/lib/amount'
import '@/i18n/later'

/** Returns a function that reads a typed amount back, or says why it isn't valid. */
export function useAmountWords(): (reading: AmountReading, readBack: (amount: string) => string) => string | undefined {
  const { t } = useTranslation()
  const format = useFormat()
  return (reading, readBack) => {
    switch (reading.kind) {
      case 'none':
        return undefined
      case 'amount':
        return readBack(format.exactMoney(reading.amount))
      case 'ambiguous':
        return t('number.ambiguous', { small: reading.small, large: reading.large })
      case 'unreadable':
        return t('number.unreadable')
      case 'negative':
        return t('number.negative')
      case 'too-large':
        return t('number.tooLarge', { most: format.money(MOST) })
      default:
        return assertNever(reading)
    }
  }
}
