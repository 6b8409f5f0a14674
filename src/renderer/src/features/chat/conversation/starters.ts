import { BookOpen, Box, Brush, Building2, Camera, Code, Image, Lightbulb, Map, Palette } from 'lucide-react'
import { ListChecks, PenLine, PenTool, RectangleVertical, Shapes, Sparkles, Table2, Tag } from 'lucide-react'
import type { Model } from '@shared/catalogue'

const IMAGE = {
  gouache: Palette,
  product: Camera,
  poster: RectangleVertical,
  street: Image,
  watercolor: Brush,
  house: Building2,
  logo: PenTool,
  book: BookOpen,
  food: Camera,
  map: Map,
  room: Box,
  icons: Shapes,
} as const

const TEXT = {
  improve: Sparkles,
  explain: Lightbulb,
  compare: Table2,
  plan: ListChecks,
  names: Tag,
  light: Lightbulb,
  write: PenLine,
  code: Code,
  palette: Palette,
} as const

export const STARTER_ICONS = { ...IMAGE, ...TEXT }
export type Starter = keyof typeof STARTER_ICONS

const POOLS: Readonly<Record<Model['kind'], readonly Starter[]>> = {
  image: Object.keys(IMAGE) as (keyof typeof IMAGE)[],
  text: Object.keys(TEXT) as (keyof typeof TEXT)[],
}

/** Returns some of the starter prompts. Successive turns show all of them before any repeats. */
export function pickStarters(kind: Model['kind'], turn: number, count: number): readonly Starter[] {
  const pool = POOLS[kind]
  return Array.from({ length: count }, (_, index) => pool[(turn * count + index) % pool.length] as Starter)
}
