/**
 * Context windows, in tokens, and list prices of OpenAI's text models, as its model pages have them. Checked on 2026-11-26
 * through pages that quote them (LiteLLM, Vercel AI Gateway, Google's Model Garden, Venice), for GPT-5.6 Luna on OpenAI's own.
 */
import type { TextModel, ListedTextPrices } from '../model'

export type TextFacts = Pick<TextModel, 'contextTokens' | 'outputTokens' | 'tokenPrices'>

const LARGE: TextFacts = { contextTokens: 1_050_000, outputTokens: 128_000 }
const SMALL: TextFacts = { contextTokens: 400_000, outputTokens: 128_000 }

const AS_OF = '2026-11-26'
const SOURCE = 'OpenAI’s model pages, as quoted by others'

function price(textIn: number, textOut: number): { readonly tokenPrices: ListedTextPrices } {
  return { tokenPrices: { textIn, textOut, asOf: AS_OF, source: SOURCE } }
}

/** Of a prompt with more than 272,000 tokens, the whole request costs twice as much inward, and 1.5 times outward. */
function stepped(textIn: number, textOut: number): { readonly tokenPrices: ListedTextPrices } {
  const { tokenPrices } = price(textIn, textOut)
  return { tokenPrices: { ...tokenPrices, long: { above: 272_000, textIn: 2 * textIn, textOut: 1.5 * textOut } } }
}

const FACTS: Readonly<Record<string, TextFacts>> = {
  'gpt-6.2-astra': LARGE,
  'gpt-6.2-sol': LARGE,
  'gpt-6.1-sol': { ...LARGE, ...stepped(2, 10) },
  'gpt-6.1-terra': { ...LARGE, ...stepped(1, 5) },
  'gpt-6-astra': { ...LARGE, ...stepped(10, 50) },
  'gpt-6-sol': { ...LARGE, ...stepped(2, 10) },
  'gpt-6-luna': { ...LARGE, ...stepped(0.1, 0.5) },
  'gpt-5.6-sol': { ...LARGE, ...stepped(4, 20) },
  'gpt-5.6-terra': { ...LARGE, ...stepped(2, 12) },
  'gpt-5.6-luna': { ...LARGE, ...stepped(0.2, 1.2) },
  'gpt-5.4-mini': { ...SMALL, ...price(0.75, 4.5) },
  'gpt-5.4-nano': { ...SMALL, ...price(0.2, 1.25) },
}

/** Also for a frozen version, such as "gpt-6.1-sol-2026-09-29". Undefined where nothing is known. */
export function findTextFacts(wireName: string): TextFacts | undefined {
  return FACTS[wireName.replace(/-\d{4}-\d{2}-\d{2}$/, '')]
}
