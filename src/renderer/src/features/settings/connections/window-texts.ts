/** Context windows between what is saved and what is typed. Pure. */
import { parseNumber } from '@/lib/parse-number'

/** By the names of models. Empty: none is stated. */
export type WindowTexts = Readonly<Record<string, string>>

/** What main takes. */
export const MOST_WINDOW = 100_000_000
/** Of one press of an arrow key. */
const STEP = 1024

/** In tokens. Null: none is stated. Undefined: it can't be kept. */
export function readWindow(text: string): number | null | undefined {
  const reading = parseNumber(text, { isWhole: true, words: ['tokens', 'token'] })
  if (reading.kind === 'empty') return null
  return reading.kind === 'number' && reading.value >= 1 && reading.value <= MOST_WINDOW ? reading.value : undefined
}

export function writeWindows(windows: Readonly<Record<string, number>> = {}): WindowTexts {
  return Object.fromEntries(Object.entries(windows).map(([name, tokens]) => [name, String(tokens)]))
}

/** Undefined where none is stated. */
export function readWindows(texts: WindowTexts): Readonly<Record<string, number>> | undefined {
  const stated = Object.entries(texts).flatMap(([name, text]) => {
    const tokens = readWindow(text)
    return typeof tokens === 'number' ? [[name, tokens] as const] : []
  })
  return stated.length > 0 ? Object.fromEntries(stated) : undefined
}

export function areWindowsSound(texts: WindowTexts = {}): boolean {
  return Object.values(texts).every((text) => readWindow(text) !== undefined)
}

/** So many steps more, or less where negative; from what the server lists, where nothing is stated. */
export function stepWindow(text: string, listed: number | undefined, steps: number): string {
  const tokens = readWindow(text)
  if (tokens === undefined) return text
  return String(Math.min(MOST_WINDOW, Math.max(1, (tokens ?? listed ?? 0) + steps * STEP)))
}
