/** Sums of spending. Pure, in whole micro-dollars: by day and by model they add up to exactly the same total. */
import type { CostSource } from '@shared/answer'
import { sumTotals } from '@shared/budget'
import { isWithin } from '@shared/calendar'
import type { ModelId } from '@shared/catalogue'
import type { MicroUsd } from '@shared/pricing'
import type { Period, Spending, Totals } from '@shared/spending'

/** What is known about the cost of one answer. */
export type Price =
  | { readonly kind: 'exact'; readonly cost: MicroUsd }
  /** From a free model. */
  | { readonly kind: 'free' }
  /** It had no result, and nothing was billed. */
  | { readonly kind: 'not-charged' }
  /** It may have been billed, at most this amount. */
  | { readonly kind: 'at-most'; readonly most: MicroUsd }
  | { readonly kind: 'not-known' }

export function getPrice({ charge, cost, atMost }: Spending): Price {
  if (cost !== undefined) return cost > 0 ? { kind: 'exact', cost } : { kind: 'free' }
  if (charge === 'none') return { kind: 'not-charged' }
  return atMost === undefined ? { kind: 'not-known' } : { kind: 'at-most', most: atMost }
}

export interface SourceSum {
  readonly source: CostSource
  readonly cost: MicroUsd
}

/** Sums spending by its source, most reliable first, without empty sources. Free answers have no source. */
export function sumBySource(entries: readonly Spending[]): readonly SourceSum[] {
  const sums = new Map<CostSource, MicroUsd>()
  for (const { cost = 0, costSource = 'computed' } of entries)
    if (cost > 0) sums.set(costSource, (sums.get(costSource) ?? 0) + cost)
  return SOURCES.flatMap((source) => {
    const cost = sums.get(source)
    return cost === undefined ? [] : [{ source, cost }]
  })
}

const SOURCES = ['reported', 'computed', 'estimated'] as const

export interface Summary extends Totals {
  readonly images: number
  /** Text answers. */
  readonly texts: number
}

export function summarise(entries: readonly Spending[]): Summary {
  let [images, texts] = [0, 0]
  for (const entry of entries) {
    if (!hasAnswer(entry)) continue
    // Older versions of Easel didn't count them, and there was at least one.
    if (entry.kind === 'image') images += entry.images ?? 1
    else texts += 1
  }
  return { ...sumTotals(entries), images, texts }
}

/** Whether some cost isn't known exactly. */
export function isDoubtful({ guessed, unpriced }: Totals): boolean {
  return guessed + unpriced > 0
}

/**
 * Whether a run had an answer. Older versions of Easel didn't record how it ended, but a recorded cost means it had
 * one.
 */
function hasAnswer({ outcome, cost }: Spending): boolean {
  return outcome === undefined ? cost !== undefined : outcome === 'done'
}

export function within(entries: readonly Spending[], period: Period): readonly Spending[] {
  return entries.filter(({ at }) => isWithin(period, at))
}

export interface ModelSpend extends Summary {
  readonly model: ModelId
  /** How many requests it got, whatever the result. */
  readonly runs: number
}

/** Returns the spending per model, most expensive first, then most requested. */
export function spendByModel(entries: readonly Spending[]): readonly ModelSpend[] {
  const groups = new Map<ModelId, Spending[]>()
  for (const entry of entries) {
    const group = groups.get(entry.model)
    if (group) group.push(entry)
    else groups.set(entry.model, [entry])
  }
  return [...groups]
    .map(([model, group]) => ({ model, runs: group.length, ...summarise(group) }))
    .sort((one, other) => other.known - one.known || other.runs - one.runs || (one.model < other.model ? -1 : 1))
}

export interface StepSpend extends Period, Summary {
  readonly byModel: ReadonlyMap<ModelId, MicroUsd>
}

/** Returns one entry per step. Steps must be contiguous; entries outside of them are left out. */
export function spendBySteps(entries: readonly Spending[], steps: readonly Period[]): readonly StepSpend[] {
  const groups: Spending[][] = steps.map(() => [])
  for (const entry of entries) groups[stepAt(steps, entry.at)]?.push(entry)
  return steps.map(({ from, to }, index) => {
    const group = groups[index] ?? []
    const byModel = new Map<ModelId, MicroUsd>()
    for (const { model, cost } of group) if (cost) byModel.set(model, (byModel.get(model) ?? 0) + cost)
    return { from, to, byModel, ...summarise(group) }
  })
}

/** Returns the index of the step at a moment, or -1. Binary search, because there may be very many entries. */
function stepAt(steps: readonly Period[], at: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle]?.to ?? Infinity) <= at) low = middle + 1
    else high = middle
  }
  const found = steps[low]
  return found && isWithin(found, at) ? low : -1
}
