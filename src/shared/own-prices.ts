/**
 * What text models cost: by the prices the user entered, else by listed ones. US dollars per million tokens equal
 * micro-dollars per token.
 */
import type { Model, ModelId, TextModel } from './catalogue'
import type { ModelFinder } from './catalogue/find-listed'
import { priceUsage, type Estimate, type MicroUsd, type PricesByQuantity } from './pricing'
import type { ImageModel, ListedTextPrices } from './services/model'
import { countInput, countSearches, countTokens, type Usage } from './usage'
import { MOST_SEARCH_TOKENS, MOST_SEARCHES, priceSearches, type SearchFee } from './web-search'

export type { TextPrices } from './services/model'

type TextPrices = Pick<ListedTextPrices, 'textIn' | 'textOut'>
type StepPrices = Omit<ListedTextPrices, 'long' | 'asOf' | 'source'>

export type OwnPrices = Readonly<Partial<Record<ModelId, TextPrices>>>

/**
 * Images shown to a text model cost the same as input text, and so does cached input without a price of its own.
 * Undefined without a price or usage, or if any part has no known price.
 */
export function textCost(
  listed: ListedTextPrices | undefined,
  usage: Usage | undefined,
  { tool, searchFee }: PricesBeside = {},
): MicroUsd | undefined {
  if (!listed || !usage || countTokens(usage, 'textOut', 'reasoning') + countInput(usage) === 0) return undefined
  const searches = priceSearches(searchFee, countSearches(usage))
  const counted = usage.filter(({ what }) => what !== 'webSearch')
  const words = priceUsage(counted, listPricesFor(listed, usage, tool))
  return words === undefined || searches === undefined ? undefined : words + searches
}

/** Prices of what a text model may use in addition. */
export interface PricesBeside {
  /** The image model it may have called. */
  readonly tool?: ImageModel | undefined
  readonly searchFee?: SearchFee | undefined
}

/** The prices that apply to this usage: long input may have different ones. */
export function listPricesFor(listed: ListedTextPrices, usage: Usage, tool: ImageModel | undefined): PricesByQuantity {
  const prices = findStep(listed, countInput(usage))
  return {
    textIn: prices.textIn,
    textCached: prices.textCached ?? prices.textIn,
    textWritten: prices.textWritten ?? prices.textIn,
    textOut: prices.textOut,
    imageIn: prices.textIn,
    reasoning: prices.textOut,
    ...listToolPrices(tool),
  }
}

/** Prices for the tokens of the image model that the text model called. */
function listToolPrices(tool: ImageModel | undefined): PricesByQuantity {
  if (!tool?.prices || tool.prices === 'free') return {}
  const { textIn, imageIn, imageOut } = tool.prices
  return { toolTextIn: textIn, toolImageIn: imageIn, toolImageOut: imageOut }
}

function findStep({ long, ...prices }: ListedTextPrices, inputTokens: number): StepPrices {
  return long && inputTokens > long.above ? long : prices
}

/** Error range of our token estimate: it counts characters, and each model has its own tokenizer. */
const SPREAD = { low: 0.75, high: 1.35 } as const
/**
 * The longest answer expected if none is configured, in tokens. Few answers are longer, and the longest possible one,
 * of 128,000 tokens, would let a small cap refuse every question.
 */
const USUAL_MOST = 8_192

/**
 * From the shortest answer to the longest allowed one, or a long one if nothing limits it. With `searches`, the upper
 * end includes the tokens of `MOST_SEARCHES` searches, and their fees if known.
 */
export function estimateTextCost(
  { tokenPrices, outputTokens = Number.POSITIVE_INFINITY }: TextModel,
  inputTokens: number,
  mostOutput: number = USUAL_MOST,
  searches?: { readonly fee?: SearchFee },
): Estimate {
  if (!tokenPrices) return { kind: 'unknown' }
  const price = (tokens: number, output: number, pickInput: (step: StepPrices) => number): MicroUsd => {
    const step = findStep(tokenPrices, tokens)
    return Math.ceil(tokens * pickInput(step) + output * step.textOut)
  }
  const longest = Math.min(mostOutput, outputTokens)
  const found = searches ? MOST_SEARCH_TOKENS : 0
  const fees = (searches && priceSearches(searches.fee, MOST_SEARCHES)) ?? 0
  return {
    kind: 'range',
    ...(searches && !searches.fee && { lacksSearchFees: true }),
    low: price(inputTokens * SPREAD.low, 1, ({ textIn }) => textIn),
    // A service may cache all of the input, which can cost more than not caching it.
    high: price(inputTokens * SPREAD.high + found, longest, ({ textIn, textWritten = textIn }) => textWritten) + fees,
  }
}

/** Wraps a finder so that prices the user entered override listed ones. */
export function withOwnPrices(find: ModelFinder, getPrices: () => OwnPrices): ModelFinder {
  return (id) => addOwnPrice(find(id), getPrices())
}

function addOwnPrice(model: Model | undefined, prices: OwnPrices): Model | undefined {
  const own = model && prices[model.id]
  return own && model.kind === 'text' ? { ...model, tokenPrices: own } : model
}
