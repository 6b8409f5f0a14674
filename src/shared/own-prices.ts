/**
 * What text models cost: by the prices that the user has entered, else by those that are listed. US dollars per million tokens,
 * which is the same as micro-dollars per token.
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
 * Images that a text model sees cost what its input text costs, and so does cached input without a price of its own.
 * Undefined without a price or without usage, and where one
 * of the parts has no known price.
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

/** Of what a text model may have had done for it. */
export interface PricesBeside {
  /** The image model that it may have called. */
  readonly tool?: ImageModel | undefined
  readonly searchFee?: SearchFee | undefined
}

/** For each token of this usage: long input may have prices of its own. */
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

/** What an image model counted that the text model called. */
function listToolPrices(tool: ImageModel | undefined): PricesByQuantity {
  if (!tool?.prices || tool.prices === 'free') return {}
  const { textIn, imageIn, imageOut } = tool.prices
  return { toolTextIn: textIn, toolImageIn: imageIn, toolImageOut: imageOut }
}

function findStep({ long, ...prices }: ListedTextPrices, inputTokens: number): StepPrices {
  return long && inputTokens > long.above ? long : prices
}

/** How far a count of tokens may be off: our estimate is one of characters, and each model has a tokenizer of its own. */
const SPREAD = { low: 0.75, high: 1.35 } as const
/**
 * The most that an answer without a maximum of its own is expected to have. Tokens. Few answers are longer, and the longest
 * possible one, of 128,000 tokens, would let a small cap refuse every question.
 */
const USUAL_MOST = 8_192

/**
 * From the shortest answer to the longest that it may have, or to a long one where nothing limits it. `searches`: and from
 * no search to as many as an answer may take, with the fee where one is known.
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
    // A service may put all of it into its cache, which can cost more than not to.
    high: price(inputTokens * SPREAD.high + found, longest, ({ textIn, textWritten = textIn }) => textWritten) + fees,
  }
}

/** Finds models with the prices that the user has entered for them, which win over listed ones. */
export function withOwnPrices(find: ModelFinder, getPrices: () => OwnPrices): ModelFinder {
  return (id) => addOwnPrice(find(id), getPrices())
}

function addOwnPrice(model: Model | undefined, prices: OwnPrices): Model | undefined {
  const own = model && prices[model.id]
  return own && model.kind === 'text' ? { ...model, tokenPrices: own } : model
}
