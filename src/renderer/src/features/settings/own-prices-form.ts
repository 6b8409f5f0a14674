/** Prices of text models between what is saved and what is typed. Pure. */
import { listModels, type Model, type ModelId, type TextModel } from '@shared/catalogue'
import { listOffers } from '@shared/catalogue/offers'
import { findService } from '@shared/services'
import type { OwnPrices, TextPrices } from '@shared/own-prices'
import type { SettingsView } from '@shared/settings'
import { parseAmount, writeAmount } from '@/lib/amount'

export interface PriceInput {
  readonly textIn: string
  readonly textOut: string
}

export type PriceInputs = Readonly<Partial<Record<ModelId, PriceInput>>>

const EMPTY: PriceInput = { textIn: '', textOut: '' }
/** Amounts are read in millionths. */
const MILLION = 1_000_000

/**
 * Text models that cost something: with a list price that the user's own wins over, or without any. First those that are always
 * known, then what the other connections list; not where each answer reports what it cost.
 */
export function listPricedModels({
  connections,
  settings: { recommendedModel, ownPrices },
}: Pick<SettingsView, 'connections' | 'settings'>): readonly TextModel[] {
  const reporting = new Set(connections.flatMap(({ id, service }) => (findService(service)?.reportsCost ? [id] : [])))
  const offered = listOffers({ connections, recommended: recommendedModel }).flatMap(({ model, isUnlisted }) =>
    isUnlisted || (reporting.has(model.connection) && !ownPrices[model.id]) ? [] : [model],
  )
  const models = [...listModels(), ...offered].filter(isPriced)
  return [...new Map(models.map((model) => [model.id, model])).values()]
}

function isPriced(model: Model): model is TextModel {
  return model.kind === 'text' && model.prices !== 'free'
}

export function writePriceInputs(prices: OwnPrices): PriceInputs {
  const inputs = Object.entries(prices).map(([id, price]) => [
    id,
    { textIn: writePrice(price?.textIn), textOut: writePrice(price?.textOut) },
  ])
  return Object.fromEntries(inputs) as PriceInputs
}

export function writePrice(price = 0): string {
  return writeAmount(Math.round(price * MILLION))
}

export function getPriceInput(inputs: PriceInputs, id: ModelId): PriceInput {
  return inputs[id] ?? EMPTY
}

/** Null: none. Undefined: not a price; half of one is none that could be reckoned with. */
export function getPrice({ textIn, textOut }: PriceInput): TextPrices | null | undefined {
  const [inward, outward] = [parseAmount(textIn), parseAmount(textOut)]
  if (inward === null && outward === null) return null
  if (typeof inward !== 'number' || typeof outward !== 'number') return undefined
  return { textIn: inward / MILLION, textOut: outward / MILLION }
}

export function arePricesSound(inputs: PriceInputs): boolean {
  return Object.values(inputs).every((input) => !input || getPrice(input) !== undefined)
}

/** All of them as they are to be kept; undefined when nothing has changed. */
export function changedPrices(inputs: PriceInputs, saved: OwnPrices): OwnPrices | undefined {
  const prices = Object.entries(inputs).flatMap(([id, input]) => {
    const price = input && getPrice(input)
    return price ? [[id, price]] : []
  })
  const next = Object.fromEntries(prices) as OwnPrices
  return JSON.stringify(sorted(next)) === JSON.stringify(sorted(saved)) ? undefined : next
}

function sorted(prices: OwnPrices): unknown {
  return Object.entries(prices)
    .map(([id, price]) => [id, price?.textIn, price?.textOut])
    .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1))
}
