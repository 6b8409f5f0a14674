/**
 * What a provider counted for one answer, as lines of quantities: today tokens, or images, megapixels or seconds if a
 * service counts those. Pure.
 */

export type UsageUnit = 'token' | 'image' | 'megapixel' | 'second' | 'request'

/**
 * `imageOut` excludes `previews`, and `textOut` excludes `reasoning`. Names with `tool` were counted by the image model
 * that a text model called, and are billed at that model's prices. `webSearch` counts searches, as requests. `textIn`
 * excludes what a text model's service had cached (`textCached`) or wrote to its cache (`textWritten`).
 */
export const QUANTITY_NAMES = [
  'textIn',
  'textCached',
  'textWritten',
  'imageIn',
  'imageOut',
  'previews',
  'textOut',
  'reasoning',
  'toolTextIn',
  'toolImageIn',
  'toolImageOut',
  'webSearch',
] as const
export type QuantityName = (typeof QUANTITY_NAMES)[number]

export interface UsageLine {
  readonly what: QuantityName
  readonly unit: UsageUnit
  /** Never negative. Lines with 0 are left out. */
  readonly quantity: number
  /** The number of single-image counts that this sums up. Absent if the provider counted once. */
  readonly counts?: number
}

/** At most one line per name and unit, in the order of `QUANTITY_NAMES`. Never empty: without counts there's no usage. */
export type Usage = readonly UsageLine[]

/** Tokens by name; absent means 0. `counts` as in `UsageLine`. */
export type TokenCounts = Partial<Readonly<Record<QuantityName, number>>> & { readonly counts?: number }

/** Undefined if nothing was counted: zeros mean "not reported", never "free". */
export function createTokenUsage({ counts, ...tokens }: TokenCounts): Usage | undefined {
  const lines = QUANTITY_NAMES.flatMap((what): UsageLine[] => {
    const quantity = tokens[what] ?? 0
    return quantity > 0 ? [{ what, unit: 'token', quantity, ...(counts !== undefined && { counts }) }] : []
  })
  return lines.length > 0 ? lines : undefined
}

export function countTokens(usage: Usage | undefined, ...names: readonly QuantityName[]): number {
  const lines = (usage ?? []).filter(({ what, unit }) => unit === 'token' && names.includes(what))
  return lines.reduce((sum, { quantity }) => sum + quantity, 0)
}

/** Returns how many images the service reports having made. 0 if it counts something else. */
export function countImages(usage: Usage | undefined): number {
  return usage?.find(({ what, unit }) => what === 'imageOut' && unit === 'image')?.quantity ?? 0
}

/** Returns how many single-image counts the usage sums up. Undefined if the provider counted once. */
export function countSummands(usage: Usage | undefined): number | undefined {
  return usage?.find(({ counts }) => counts !== undefined)?.counts
}

/** Returns all input tokens of a text model, including images and cached input. */
export function countInput(usage: Usage | undefined): number {
  return countTokens(usage, 'textIn', 'textCached', 'textWritten', 'imageIn')
}

export function countSearches(usage: Usage | undefined): number {
  return usage?.find(({ what, unit }) => what === 'webSearch' && unit === 'request')?.quantity ?? 0
}

/** Undefined without searches. */
export function createSearchUsage(searches: number): Usage | undefined {
  return searches > 0 ? [{ what: 'webSearch', unit: 'request', quantity: searches }] : undefined
}

/** Adds up the quantities of two counts. `counts` is that of the first: callers who show a sum set it. */
export function addUsage(one: Usage, other: Usage): Usage {
  const isSameLine = (line: UsageLine, candidate: UsageLine): boolean =>
    line.what === candidate.what && line.unit === candidate.unit
  const sums = one.map((line) => {
    const more = other.find((candidate) => isSameLine(line, candidate))
    return more ? { ...line, quantity: line.quantity + more.quantity } : line
  })
  const others = other.filter((line) => !one.some((candidate) => isSameLine(line, candidate)))
  return [...sums, ...others].sort((a, b) => QUANTITY_NAMES.indexOf(a.what) - QUANTITY_NAMES.indexOf(b.what))
}

/** The usage format of Easel 0.1, in its ledgers, records and rows. Its `imageOut` included `previews`. */
export interface FirstUsage {
  readonly textIn: number
  readonly imageIn: number
  readonly imageOut: number
  readonly textOut: number
  readonly previews?: number
  readonly counts?: number
}

/** Reads stored usage of any version. */
export function upgradeUsage(stored: Usage | FirstUsage): Usage | undefined {
  if ('length' in stored) return stored.length > 0 ? stored : undefined
  const { previews = 0, imageOut } = stored
  return createTokenUsage({ ...stored, previews, imageOut: Math.max(0, imageOut - previews) })
}
