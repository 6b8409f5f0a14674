/** Converts context windows between saved values and typed text. Pure. */
import { parseNumber } from '@/lib/parse-number'

/** By model name. Empty: not set. */
export type WindowTexts = Readonly<Record<string, string>>

/** The highest value that main accepts. */
export const MOST_WINDOW = 100_000_000
/** Tokens per press of an arrow key. */
const STEP = 1024

/** Parses a typed context window, in tokens. Null: not set. Undefined: invalid. */
export function readWindow(text: string): number | null | undefined {
  const reading = parseNumber(text, { isWhole: true, words: ['tokens', 'token'] })
  if (reading.kind === 'empty') return null
  return reading.kind === 'number' && reading.value >= 1 && reading.value <= MOST_WINDOW ? reading.value : undefined
}

export function writeWindows(windows: Readonly<Record<string, number>> = {}): WindowTexts {
  return Object.fromEntries(Object.entries(windows).map(([name, tokens]) => [name, String(tokens)]))
}

/** Returns the context windows that are set; undefined if none is. */
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

/** Adds steps, or subtracts them if negative. If none is set, starts from the server's value. */
export function stepWindow(text: string, listed: number | undefined, steps: number): string {
  const tokens = readWindow(text)
  if (tokens === undefined) return text
  return String(Math.min(MOST_WINDOW, Math.max(1, (tokens ?? listed ?? 0) + steps * STEP)))
}
