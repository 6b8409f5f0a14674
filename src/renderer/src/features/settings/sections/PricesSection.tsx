import { useTranslation } from '@/i18n/use-translation'
import { useId, useMemo } from 'react'
import { listModels, type ModelId } from '@shared/catalogue'
import { nameConnection } from '@shared/connections'
import type { ListedTextPrices } from '@shared/services/model'
import { classNames } from '@/lib/class-names'
import { SpinBox } from '@/ui/SpinBox'
import { parseAmount, readAmount, stepAmount } from '@/lib/amount'
import { useAmountWords } from '@/ui/use-amount-words'
import { getPriceInput, getPrice, listPricedModels, writePrice, type PriceInput } from '../own-prices-form'
import { Group, type SettingsSectionProps } from './Section'

/** Built-in models, which need no connection name. */
const ALWAYS_KNOWN: ReadonlySet<ModelId> = new Set(listModels().map(({ id }) => id))

/** The user's prices of text models; list prices apply otherwise. */
export function PricesSection({ view, form, onChange }: Pick<SettingsSectionProps, 'view' | 'form' | 'onChange'>) {
  const { t } = useTranslation()
  const { connections } = view
  const models = useMemo(() => listPricedModels(view), [view])
  return (
    <Group title={t('settings.prices.title')} about={t('settings.prices.about')}>
      <table className="tabular w-full text-13">
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
          {models.map(({ id, name, connection, tokenPrices }) => (
            <PriceRow
              key={id}
              name={name}
              connection={ALWAYS_KNOWN.has(id) ? undefined : nameConnection(connections, connection)}
              listed={tokenPrices}
              input={getPriceInput(form.ownPrices, id)}
              onChange={(input) => onChange({ ownPrices: { ...form.ownPrices, [id]: input } })}
            />
          ))}
        </tbody>
      </table>
    </Group>
  )
}

interface PriceRowProps {
  readonly name: string
  /** For a model that only a connection lists. */
  readonly connection: string | undefined
  readonly listed: ListedTextPrices | undefined
  readonly input: PriceInput
  readonly onChange: (input: PriceInput) => void
}

function PriceRow({ name, connection, listed, input, onChange }: PriceRowProps) {
  const { t } = useTranslation()
  const isHalf = getPrice(input) === undefined
  const box = (part: keyof PriceInput, label: string) => (
    <td className="py-1 pl-2 align-top">
      <PriceBox
        label={`${connection ? `${name}, ${connection}` : name}: ${label}`}
        text={input[part]}
        listed={listed && writePrice(listed[part])}
        isMissing={isHalf && parseAmount(input[part]) === null}
        onChange={(text) => onChange({ ...input, [part]: text })}
      />
    </td>
  )
  return (
    <tr>
      <th scope="row" className="py-1 text-left align-top leading-8 font-normal">
        {name}
        {connection && <span className="text-12 text-text-muted">{` · ${connection}`}</span>}
      </th>
      {box('textIn', t('settings.prices.in'))}
      {box('textOut', t('settings.prices.out'))}
    </tr>
  )
}

interface PriceBoxProps {
  readonly label: string
  readonly text: string
  /** The value used if nothing is entered. */
  readonly listed: string | undefined
  /** The other half of the price is set. */
  readonly isMissing: boolean
  readonly onChange: (text: string) => void
}

/** Dollars per press of an arrow key. */
const STEP = 0.1

function PriceBox({ label, text, listed, isMissing, onChange }: PriceBoxProps) {
  const { t } = useTranslation()
  const hintId = useId()
  const words = useAmountWords()
  const reading = readAmount(text)
  const isWrong = reading.kind !== 'amount' && reading.kind !== 'none'
  return (
    <>
      <SpinBox
        inputMode="decimal"
        placeholder={listed}
        aria-label={label}
        aria-describedby={hintId}
        min={0}
        text={text}
        value={reading.kind === 'amount' ? reading.amount / 1e6 : undefined}
        isWrong={isWrong || isMissing}
        onText={onChange}
        onStep={(steps) => onChange(stepAmount(text, steps * STEP))}
      />
      <p
        id={hintId}
        className={classNames('pt-0.5 pl-2.5 text-12 empty:hidden', isWrong ? 'text-danger' : 'text-text-muted')}
      >
        {isMissing ? t('settings.prices.missing') : words(reading, (amount) => amount)}
      </p>
    </>
  )
}
