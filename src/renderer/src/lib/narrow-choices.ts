/** Picks which of many models a select offers. Pure. */

export interface ModelChoice<Value extends string> {
  readonly value: Value
  readonly label: string
  /** The connection's name. Absent for choices that aren't models; those are always offered. */
  readonly group?: string
}

/** More than anyone reads in a select. */
const MOST_SHOWN = 100

export interface NarrowChoices<Value extends string> {
  /** Whether there are so many that a search is needed. */
  readonly isLong: boolean
  readonly shown: readonly ModelChoice<Value>[]
  /** How many more matches there are than are shown. */
  readonly more: number
}

/**
 * Returns the choices with every word of the query in their name or their connection's, up to a hundred. Always
 * includes the chosen one, because without it the select would show another.
 */
export function narrowChoices<Value extends string>(
  choices: readonly ModelChoice<Value>[],
  query: string,
  chosen: Value,
): NarrowChoices<Value> {
  if (choices.length <= MOST_SHOWN) return { isLong: false, shown: choices, more: 0 }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const isFound = ({ label, group }: ModelChoice<Value>): boolean => {
    const text = `${group ?? ''} ${label}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  const models = choices.filter((choice) => choice.group !== undefined && isFound(choice))
  const shown = new Set(models.slice(0, MOST_SHOWN))
  return {
    isLong: true,
    shown: choices.filter((choice) => choice.group === undefined || choice.value === chosen || shown.has(choice)),
    more: models.length - shown.size,
  }
}
