/** List prices of Gemini's text models, from Google's price page as it was quoted on 2026-10-07. Thinking costs what text does. */
import type { ListedTextPrices } from '../model'

const BASE = { asOf: '2026-10-07', source: 'Google’s price page, as quoted by others' } as const

const PRICES: Readonly<Record<string, ListedTextPrices>> = {
  // What Gemini 3.8 Flash costs until the end of 2026 is half of that. Too much rather than too little.
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
