/** Converts prices of text models between saved values and typed text. Pure. */
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
/** Prices are typed per million tokens and stored per token. */
const MILLION = 1_000_000

/**
 * Returns the text models that aren't free, with or without a list price: first the built-in ones, then those listed by
 * connections. Skips connections that report the cost of each answer, unless the user has set a price.
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

/** Parses a typed price. Null: not set. Undefined: invalid, or only half of it is set. */
export function getPrice({ textIn, textOut }: PriceInput): TextPrices | null | undefined {
  const [inward, outward] = [parseAmount(textIn), parseAmount(textOut)]
  if (inward === null && outward === null) return null
  if (typeof inward !== 'number' || typeof outward !== 'number') return undefined
  return { textIn: inward / MILLION, textOut: outward / MILLION }
}

export function arePricesSound(inputs: PriceInputs): boolean {
  return Object.values(inputs).every((input) => !input || getPrice(input) !== undefined)
}

/** Returns all prices to save; undefined if nothing has changed. */
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
