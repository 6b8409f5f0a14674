import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { CONTROL } from '@/ui/control-style'
import { amountOf, type AmountInput } from '../amount'
import { priceInputOf, priceOf, UNPRICED_MODELS, type PriceInput } from '../own-prices-form'
import { Section, type SettingsSectionProps } from './Section'

/** What the user knows of prices that nobody prints where Easel could read them. */
export function PricesSection({ form, onChange }: Pick<SettingsSectionProps, 'form' | 'onChange'>) {
  const { t } = useTranslation()
  return (
    <Section title={t('settings.prices.title')} about={t('settings.prices.about')}>
      <table className="tabular text-13">
        <thead>
          <tr className="text-left text-12 text-text-muted">
            <th scope="col" className="pb-1 font-normal">
              {t('settings.prices.model')}
            </th>
            <th scope="col" className="w-26 pb-1 pl-2 font-normal">
              {t('settings.prices.in')}
            </th>
            <th scope="col" className="w-26 pb-1 pl-2 font-normal">
              {t('settings.prices.out')}
            </th>
          </tr>
        </thead>
        <tbody>
          {UNPRICED_MODELS.map(({ id, name }) => (
            <PriceRow
              key={id}
              name={name}
              input={priceInputOf(form.ownPrices, id)}
              onChange={(input) => onChange({ ownPrices: { ...form.ownPrices, [id]: input } })}
            />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

interface PriceRowProps {
  readonly name: string
  readonly input: PriceInput
  readonly onChange: (input: PriceInput) => void
}

function PriceRow({ name, input, onChange }: PriceRowProps) {
  const { t } = useTranslation()
  const isHalf = priceOf(input) === undefined
  const box = (part: keyof PriceInput, label: string) => (
    <td className="py-1 pl-2">
      <PriceBox
        label={`${name}: ${label}`}
        value={input[part]}
        isWrong={isHalf && typeof amountOf(input[part]) !== 'number'}
        onChange={(value) => onChange({ ...input, [part]: value })}
      />
    </td>
  )
  return (
    <tr>
      <th scope="row" className="py-1 text-left font-normal">
        {name}
      </th>
      {box('textIn', t('settings.prices.in'))}
      {box('textOut', t('settings.prices.out'))}
    </tr>
  )
}

interface PriceBoxProps {
  readonly label: string
  readonly value: AmountInput
  readonly isWrong: boolean
  readonly onChange: (value: AmountInput) => void
}

function PriceBox({ label, value, isWrong, onChange }: PriceBoxProps) {
  return (
    <input
      type="number"
      inputMode="decimal"
      min={0}
      step="any"
      aria-label={label}
      aria-invalid={isWrong || undefined}
      value={value.text}
      // As in `AmountField`: React is silent where an unreadable text takes the place of an empty one.
      onInput={({ currentTarget: { value: text, validity } }) =>
        onChange({ text, ...(validity.badInput && { isUnreadable: true }) })
      }
      onChange={() => undefined}
      className={classNames(CONTROL, 'tabular')}
    />
  )
}
