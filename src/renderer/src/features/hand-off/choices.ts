/** The options of the last export, in local storage. */
import { LONGEST_TEMPLATE, USUAL_TEMPLATE } from '@shared/hand-off/file-name'
import {
  LEAST_COLUMNS,
  LEAST_SHEET_WIDTH,
  MOST_COLUMNS,
  MOST_SHEET_WIDTH,
  PAPERS,
  type Paper,
} from '@shared/hand-off/order'

export const KINDS = ['folder', 'zip', 'pdf', 'png'] as const
export type Kind = (typeof KINDS)[number]

/** What a contact sheet can show about an image, in this order. */
export const CAPTIONS = ['prompt', 'number', 'model', 'price', 'date'] as const
export type Caption = (typeof CAPTIONS)[number]

export const THEMES = ['light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export interface Choices {
  readonly kind: Kind
  readonly template: string
  readonly hasSidecars: boolean
  readonly keepsRecipes: boolean
  readonly columns: number
  readonly theme: Theme
  readonly paper: Paper
  readonly isLandscape: boolean
  /** Of a sheet that is an image. Pixels. */
  readonly width: number
  readonly captions: readonly Caption[]
}

export const USUAL: Choices = {
  kind: 'folder',
  template: USUAL_TEMPLATE,
  hasSidecars: false,
  keepsRecipes: true,
  columns: 4,
  theme: 'light',
  paper: 'a4',
  isLandscape: false,
  width: 2_000,
  captions: ['prompt', 'model', 'date'],
}

export function isSheet(choices: Choices): choices is Choices & { readonly kind: 'pdf' | 'png' } {
  return choices.kind === 'pdf' || choices.kind === 'png'
}

const KEY = 'easel.handOff'

/** Reads the last choices. `usual`: for options that were never chosen. */
export function readChoices(usual: Choices): Choices {
  const kept = readKept()
  const { template, captions } = kept
  return {
    kind: findIn(KINDS, kept['kind']) ?? usual.kind,
    template: typeof template === 'string' ? template.slice(0, LONGEST_TEMPLATE) : usual.template,
    hasSidecars: asBoolean(kept['hasSidecars']) ?? usual.hasSidecars,
    keepsRecipes: asBoolean(kept['keepsRecipes']) ?? usual.keepsRecipes,
    columns: asWhole(kept['columns'], LEAST_COLUMNS, MOST_COLUMNS) ?? usual.columns,
    theme: findIn(THEMES, kept['theme']) ?? usual.theme,
    paper: findIn(PAPERS, kept['paper']) ?? usual.paper,
    isLandscape: asBoolean(kept['isLandscape']) ?? usual.isLandscape,
    width: asWhole(kept['width'], LEAST_SHEET_WIDTH, MOST_SHEET_WIDTH) ?? usual.width,
    captions: Array.isArray(captions) ? CAPTIONS.filter((caption) => captions.includes(caption)) : usual.captions,
  }
}

export function keepChoices(choices: Choices): void {
  window.localStorage.setItem(KEY, JSON.stringify(choices))
}

type Kept = Readonly<Partial<Record<keyof Choices, unknown>>>

/** Returns an empty object for anything invalid: the user just chooses again. */
function readKept(): Kept {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as Kept) : {}
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

function asWhole(kept: unknown, least: number, most: number): number | undefined {
  return typeof kept === 'number' && Number.isInteger(kept) && kept >= least && kept <= most ? kept : undefined
}
