/** What was chosen for the last export, kept in the page's own storage. */
import { LONGEST_TEMPLATE, USUAL_TEMPLATE } from '@shared/hand-off/file-name'

export const KINDS = ['folder', 'zip'] as const
export type Kind = (typeof KINDS)[number]

export interface Choices {
  readonly kind: Kind
  readonly template: string
  readonly hasSidecars: boolean
  readonly keepsRecipes: boolean
}

const KEY = 'easel.handOff'

/** `keepsRecipes`: what Settings say, until it was chosen here. */
export function readChoices(keepsRecipes: boolean): Choices {
  const usual: Choices = { kind: 'folder', template: USUAL_TEMPLATE, hasSidecars: false, keepsRecipes }
  const kept = readKept()
  return {
    kind: findIn(KINDS, kept['kind']) ?? usual.kind,
    template: typeof kept['template'] === 'string' ? kept['template'].slice(0, LONGEST_TEMPLATE) : usual.template,
    hasSidecars: asBoolean(kept['hasSidecars']) ?? usual.hasSidecars,
    keepsRecipes: asBoolean(kept['keepsRecipes']) ?? usual.keepsRecipes,
  }
}

export function keepChoices(choices: Choices): void {
  window.localStorage.setItem(KEY, JSON.stringify(choices))
}

/** Empty for anything that isn't an object: a choice that is lost is made again. */
function readKept(): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function findIn<Value extends string>(values: readonly Value[], kept: unknown): Value | undefined {
  return values.find((value) => value === kept)
}

function asBoolean(kept: unknown): boolean | undefined {
  return typeof kept === 'boolean' ? kept : undefined
}
