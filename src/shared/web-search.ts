/** A text model that searches the web while it answers: what it costs, and which pages it names. Pure. */
import type { MicroUsd } from './money'

/** What a service bills for searching, beside the tokens of what was found. */
export interface SearchFee {
  readonly amount: MicroUsd
  /** `answer`: once for an answer, however many searches it took. */
  readonly per: 'search' | 'answer'
  readonly asOf: string
  readonly source: string
}

/** That a model can search. Without a fee, none is known. */
export interface WebSearchRule {
  readonly fee?: SearchFee
}

/** What an answer is expected to take at most. Services that take a limit are told so. */
export const MOST_SEARCHES = 8
/** What a model reads of one search, measured by others in 2026: 6,000 to 9,000 tokens. */
const TOKENS_PER_SEARCH = 8_000
/** The most that any service asks for a search: reserved under a cap where none is known. */
const HIGHEST_FEE: MicroUsd = 14_000

/** How many input tokens all searches of an answer can bring. */
export const MOST_SEARCH_TOKENS = MOST_SEARCHES * TOKENS_PER_SEARCH

/** Undefined where the fee is unknown. 0 without searches. */
export function priceSearches(fee: SearchFee | undefined, searches: number): MicroUsd | undefined {
  if (searches === 0) return 0
  return fee && fee.amount * (fee.per === 'answer' ? 1 : searches)
}

/** What the searches of an answer can cost at most, for caps. */
export function getMostForSearches({ fee }: WebSearchRule): MicroUsd {
  return priceSearches(fee, MOST_SEARCHES) ?? HIGHEST_FEE * MOST_SEARCHES
}

/** A page that an answer names. */
export interface WebSource {
  readonly url: string
  /** As the service says it. Absent: it says none. */
  readonly title?: string
}

const MOST_SOURCES = 50
const LONGEST_URL = 4_000
const LONGEST_TITLE = 300
const MOST_QUERIES = 20
/** Characters that do things to a line instead of standing in it. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** Reads pages of any origin. What isn't an http address is left out, and so is one that is named twice. */
export function readSources(values: unknown): readonly WebSource[] {
  const sources = new Map<string, WebSource>()
  for (const value of Array.isArray(values) ? (values as readonly unknown[]) : []) {
    const source = readSource(value)
    if (source && !sources.has(source.url)) sources.set(source.url, source)
  }
  return [...sources.values()].slice(0, MOST_SOURCES)
}

function readSource(value: unknown): WebSource | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { url, title } = value as Record<string, unknown>
  if (typeof url !== 'string' || url.length > LONGEST_URL || !isWebAddress(url)) return undefined
  const clean = typeof title === 'string' ? cleanLine(title, LONGEST_TITLE) : ''
  return { url, ...(clean !== '' && { title: clean }) }
}

/** User names in an address serve to disguise the host. */
function isWebAddress(address: string): boolean {
  try {
    const { protocol, username, password } = new URL(address)
    return /^https?:$/.test(protocol) && username === '' && password === ''
  } catch {
    return false
  }
}

/** What was searched for, each once. */
export function readQueries(values: unknown): readonly string[] {
  const queries = (Array.isArray(values) ? (values as readonly unknown[]) : []).flatMap((value) =>
    typeof value === 'string' ? [cleanLine(value, LONGEST_TITLE)] : [],
  )
  return [...new Set(queries)].filter((query) => query !== '').slice(0, MOST_QUERIES)
}

function cleanLine(text: string, longest: number): string {
  return text.replace(CONTROLS, ' ').trim().slice(0, longest)
}

/** "example.org", for people. */
export function getSourceHost({ url }: WebSource): string {
  return new URL(url).hostname.replace(/^www\./, '')
}
