/**
 * Context windows, in tokens, and list prices of OpenAI's text models, from its model pages. Checked on 2026-11-26
 * through pages that quote them (LiteLLM, Vercel AI Gateway, Google's Model Garden, Venice); for GPT-5.6 Luna on
 * OpenAI's own page. The same goes for cached input. OpenAI's guide to prompt caching says that from GPT-5.6 on, input
 * written to the cache costs 1.25 times as much as other input, and that the service caches automatically; before that
 * it costs nothing extra.
 */
import type { TextModel, ListedTextPrices } from '../model'

export type TextFacts = Pick<TextModel, 'contextTokens' | 'outputTokens' | 'tokenPrices'>

const LARGE: TextFacts = { contextTokens: 1_050_000, outputTokens: 128_000 }
const SMALL: TextFacts = { contextTokens: 400_000, outputTokens: 128_000 }

const AS_OF = '2026-11-26'
const SOURCE = 'OpenAI’s model pages, as quoted by others'

function price(textIn: number, textOut: number, textCached: number): { readonly tokenPrices: ListedTextPrices } {
  return { tokenPrices: { textIn, textOut, textCached, asOf: AS_OF, source: SOURCE } }
}

const WRITING = 1.25

/**
 * If a prompt has more than 272,000 tokens, the whole request costs twice as much for input and 1.5 times for output.
 */
function stepped(textIn: number, textOut: number, textCached: number): { readonly tokenPrices: ListedTextPrices } {
  const { tokenPrices } = price(textIn, textOut, textCached)
  const textWritten = WRITING * textIn
  const long = {
    above: 272_000,
    textIn: 2 * textIn,
    textCached: 2 * textCached,
    textWritten: 2 * textWritten,
    textOut: 1.5 * textOut,
  }
  return { tokenPrices: { ...tokenPrices, textWritten, long } }
}

const FACTS: Readonly<Record<string, TextFacts>> = {
  'gpt-6.2-astra': { ...LARGE, ...stepped(8, 40, 0.4) },
  'gpt-6.2-sol': { ...LARGE, ...stepped(2, 10, 0.1) },
  'gpt-6.1-sol': { ...LARGE, ...stepped(2, 10, 0.1) },
  'gpt-6.1-terra': { ...LARGE, ...stepped(1, 5, 0.05) },
  'gpt-6-astra': { ...LARGE, ...stepped(10, 50, 1) },
  'gpt-6-sol': { ...LARGE, ...stepped(2, 10, 0.2) },
  'gpt-6-luna': { ...LARGE, ...stepped(0.1, 0.5, 0.01) },
  'gpt-5.6-sol': { ...LARGE, ...stepped(4, 20, 0.4) },
  'gpt-5.6-terra': { ...LARGE, ...stepped(2, 12, 0.2) },
  'gpt-5.6-luna': { ...LARGE, ...stepped(0.2, 1.2, 0.02) },
  'gpt-5.4-mini': { ...SMALL, ...price(0.75, 4.5, 0.075) },
  'gpt-5.4-nano': { ...SMALL, ...price(0.2, 1.25, 0.02) },
}

/** Also accepts a frozen version, such as "gpt-6.1-sol-2026-09-29". Undefined if nothing is known. */
export function findTextFacts(wireName: string): TextFacts | undefined {
  return FACTS[wireName.replace(/-\d{4}-\d{2}-\d{2}$/, '')]
}
