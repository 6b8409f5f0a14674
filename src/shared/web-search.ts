/** Web search by text models: its cost, and the pages that an answer cites. Pure. */
import type { MicroUsd } from './money'

/** What a service bills for searching, in addition to the tokens of the results. */
export interface SearchFee {
  readonly amount: MicroUsd
  /** `answer`: once per answer, regardless of the number of searches. */
  readonly per: 'search' | 'answer'
  readonly asOf: string
  readonly source: string
}

/** Set if a model can search. Without `fee`, the fee is unknown. */
export interface WebSearchRule {
  readonly fee?: SearchFee
}

/** The most searches expected per answer. Services that accept a limit get this one. */
export const MOST_SEARCHES = 8
/** Tokens that a model reads per search. Third parties measured 6,000 to 9,000 in 2026. */
const TOKENS_PER_SEARCH = 8_000
/** The highest fee of any service: reserved under a cap if the fee is unknown. */
const HIGHEST_FEE: MicroUsd = 14_000

/** The most input tokens that all searches of an answer can add. */
export const MOST_SEARCH_TOKENS = MOST_SEARCHES * TOKENS_PER_SEARCH

/** Undefined if the fee is unknown. 0 without searches. */
export function priceSearches(fee: SearchFee | undefined, searches: number): MicroUsd | undefined {
  if (searches === 0) return 0
  return fee && fee.amount * (fee.per === 'answer' ? 1 : searches)
}

/** The highest cost of an answer's searches, for caps. */
export function getMostForSearches({ fee }: WebSearchRule): MicroUsd {
  return priceSearches(fee, MOST_SEARCHES) ?? HIGHEST_FEE * MOST_SEARCHES
}

/** A page that an answer cites. */
export interface WebSource {
  readonly url: string
  /** As given by the service. Absent: none. */
  readonly title?: string
}

const MOST_SOURCES = 50
const LONGEST_URL = 4_000
const LONGEST_TITLE = 300
const MOST_QUERIES = 20
/** Characters that affect a line's layout rather than appearing in it. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu

/** Reads pages from any source. Drops duplicates and everything that isn't an http(s) address. */
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

/** User names in an address can disguise the host. */
function isWebAddress(address: string): boolean {
  try {
    const { protocol, username, password } = new URL(address)
    return /^https?:$/.test(protocol) && username === '' && password === ''
  } catch {
    return false
  }
}

/** Returns the search queries without duplicates. */
export function readQueries(values: unknown): readonly string[] {
  const queries = (Array.isArray(values) ? (values as readonly unknown[]) : []).flatMap((value) =>
    typeof value === 'string' ? [cleanLine(value, LONGEST_TITLE)] : [],
  )
  return [...new Set(queries)].filter((query) => query !== '').slice(0, MOST_QUERIES)
}

function cleanLine(text: string, longest: number): string {
  return text.replace(CONTROLS, ' ').trim().slice(0, longest)
}

/** "example.org", for display. */
export function getSourceHost({ url }: WebSource): string {
  return new URL(url).hostname.replace(/^www\./, '')
}
