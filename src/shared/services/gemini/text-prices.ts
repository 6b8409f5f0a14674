/**
 * List prices of Gemini's text models, from Google's price page as quoted on 2026-10-07. Thinking costs the same as
 * text.
 */
import type { ListedTextPrices } from '../model'

const BASE = { asOf: '2026-10-07', source: 'Google’s price page, as quoted by others' } as const

const PRICES: Readonly<Record<string, ListedTextPrices>> = {
  // Until the end of 2026 Gemini 3.8 Flash costs half of this. Too high rather than too low.
  'gemini-3.8-flash': { ...BASE, textIn: 1.5, textOut: 7.5 },
  'gemini-3.5-flash': { ...BASE, textIn: 1.5, textOut: 9 },
  'gemini-3.5-flash-lite': { ...BASE, textIn: 0.3, textOut: 2.5 },
  'gemini-3.1-pro-preview': {
    ...BASE,
    textIn: 2,
    textOut: 12,
    long: { above: 200_000, textIn: 4, textOut: 18 },
  },
}

export function findTextPrices(wireName: string): ListedTextPrices | undefined {
  return PRICES[wireName]
}
