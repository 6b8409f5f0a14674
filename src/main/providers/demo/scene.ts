/**
 * What a demo picture shows: decided by the prompt's words where they tell, by its hash where they do not. Places are
 * in units of the picture's height, from the top left corner, so that every resolution shows the same picture.
 */
import { createRandom, hashText } from './noise'
import { PALETTE_NAMES, paletteFor, paletteOf, type Palette, type PaletteName } from './palette'

export type LandKind = 'peaks' | 'hills' | 'dunes' | 'mesas' | 'pines' | 'islands'

/** One range of land, from its skyline down to the next one. */
export interface Land {
  readonly kind: LandKind
  readonly seed: number
  /** 0 at the horizon, 1 at our feet. */
  readonly depth: number
  /** Where its lowest points stand, and how far its highest rise above them. */
  readonly level: number
  readonly height: number
  /** Distance between features. */
  readonly spacing: number
  /** 0 to 1. */
  readonly snow: number
  /** Height of the tallest tree. */
  readonly trees: number
  /** Height of the tallest blade. */
  readonly grass: number
  /** It rises towards this side: -1 left, 1 right, 0 neither. */
  readonly side: number
}

export type Motif =
  | { readonly kind: 'lighthouse'; readonly x: number; readonly size: number; readonly side: number }
  | { readonly kind: 'boat'; readonly x: number; readonly y: number; readonly size: number }
  | { readonly kind: 'birds'; readonly x: number; readonly y: number; readonly size: number; readonly seed: number }
  | { readonly kind: 'balloon'; readonly x: number; readonly y: number; readonly size: number; readonly hue: number }

export interface Scene {
  readonly seed: number
  /** Width divided by height. */
  readonly aspect: number
  readonly palette: Palette
  readonly light: { readonly x: number; readonly y: number; readonly radius: number }
  /** Where the sky's gradient ends. */
  readonly horizon: number
  /** Where water begins; absent without water. */
  readonly waterline?: number
  /** 0 smooth as a lake in the morning, 1 an open sea. */
  readonly waves: number
  /** From the farthest to the nearest. Those behind the water are mirrored in it. */
  readonly lands: readonly Land[]
  readonly foreground: readonly Land[]
  /** 0 to 1. */
  readonly clouds: number
  readonly stars: number
  readonly aurora: number
  readonly motifs: readonly Motif[]
}

type Terrain = 'mountains' | 'lake' | 'sea' | 'forest' | 'desert' | 'snow' | 'hills'

const TERRAIN_WORDS: Readonly<Record<Terrain, readonly string[]>> = {
  sea: [
    'sea',
    'ocean',
    'beach',
    'coast',
    'harbour',
    'harbor',
    'ship',
    'island',
    'lighthouse',
    'wave',
    'waves',
    'whale',
    'fish',
    'pirate',
  ],
  lake: ['lake', 'river', 'pond', 'water', 'reflection', 'boat', 'sailboat', 'canoe', 'fjord', 'swan'],
  forest: ['forest', 'wood', 'woods', 'tree', 'trees', 'jungle', 'fox', 'deer', 'bear', 'owl', 'cabin'],
  desert: ['desert', 'dune', 'dunes', 'sand', 'sahara', 'canyon', 'mars', 'camel', 'cactus', 'egypt', 'pyramid'],
  snow: ['snow', 'winter', 'ice', 'arctic', 'glacier', 'polar', 'penguin', 'christmas', 'ski', 'frozen', 'snowy'],
  mountains: [
    'mountain',
    'mountains',
    'alps',
    'peak',
    'peaks',
    'cliff',
    'volcano',
    'himalaya',
    'dragon',
    'castle',
    'eagle',
  ],
  hills: [
    'hill',
    'hills',
    'field',
    'fields',
    'meadow',
    'farm',
    'village',
    'garden',
    'balloon',
    'countryside',
    'vineyard',
    'horse',
  ],
}
const TERRAINS = Object.keys(TERRAIN_WORDS) as readonly Terrain[]

/** Palettes that flatter a terrain when no word decides. */
const FITTING: Readonly<Record<Terrain, readonly PaletteName[]>> = {
  sea: ['ember', 'lagoon', 'rose', 'dawn', 'night', 'violet'],
  lake: ['dawn', 'rose', 'ember', 'violet', 'autumn', 'night', 'ice'],
  forest: ['emerald', 'dawn', 'autumn', 'storm', 'ember', 'night'],
  desert: ['desert', 'ember', 'violet', 'rose', 'night'],
  snow: ['ice', 'rose', 'dawn', 'night', 'violet'],
  mountains: PALETTE_NAMES,
  hills: ['autumn', 'emerald', 'dawn', 'rose', 'day', 'ember'],
}

export function wordsOf(prompt: string): readonly string[] {
  return (
    prompt
      .toLowerCase()
      .slice(0, 2000)
      .match(/\p{L}+/gu) ?? []
  )
}

/** The `index`-th picture of a prompt: the same words, another view. */
export function composeScene(prompt: string, index: number, aspect: number): Scene {
  const words = wordsOf(prompt)
  const seed = (hashText(words.join(' ')) + Math.imul(index, 0x9e3779b1)) >>> 0
  const random = createRandom(seed)
  const between = (least: number, most: number): number => least + random() * (most - least)
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T
  const says = (...wanted: readonly string[]): boolean => wanted.some((word) => words.includes(word))

  const terrain = TERRAINS.find((name) => TERRAIN_WORDS[name].some((word) => words.includes(word))) ?? pick(TERRAINS)
  const fitting = pick(FITTING[terrain])
  const palette = paletteOf(paletteFor(words) ?? fitting)
  const side = random() < 0.5 ? -1 : 1

  const horizon = terrain === 'sea' ? between(0.58, 0.64) : between(0.6, 0.68)
  // The light stands off the middle, opposite to what rises high: a picture needs somewhere to go.
  const light = {
    x: aspect * (0.5 - side * between(0.1, 0.24)),
    y: palette.isNight ? between(0.16, 0.3) : horizon - 0.06 - (1 - palette.lowSun) * 0.34 - between(0, 0.1),
    radius: palette.isNight
      ? between(0.045, 0.06)
      : between(0.05, 0.075) * (0.6 + palette.lowSun * 0.5) * Math.min(1, 0.4 + 0.6 * aspect),
  }
  const land = (kind: LandKind, depth: number, facts: Partial<Land>): Land => ({
    kind,
    seed: Math.floor(random() * 2 ** 31),
    depth,
    level: horizon,
    height: 0.1,
    spacing: 0.6,
    snow: 0,
    trees: 0,
    grass: 0,
    side: 0,
    ...facts,
  })
  const stage = {
    terrain,
    horizon,
    side,
    between,
    land,
    isWintry: terrain === 'snow' || says('winter', 'snow', 'snowy', 'ice', 'christmas'),
  }
  const hasWater = terrain === 'sea' || terrain === 'lake' || (terrain === 'snow' && random() < 0.35)

  return {
    seed,
    aspect,
    palette,
    light,
    horizon,
    ...(hasWater && { waterline: terrain === 'sea' ? horizon : horizon + 0.03 }),
    waves: terrain === 'sea' ? 1 : 0.25,
    ...landsOf(stage, hasWater),
    clouds: says('clear') ? 0.1 : says('storm', 'cloudy', 'clouds', 'rain') ? 1 : between(0.35, 0.8),
    stars: palette.isNight ? 1 : palette.lowSun === 1 ? 0.35 : 0,
    aurora: says('aurora', 'northern') ? 1 : palette.isNight && random() < 0.25 ? 0.8 : 0,
    motifs: motifsOf({ says, between, random, terrain, horizon, side, aspect, hasWater, isNight: palette.isNight }),
  }
}

interface Stage {
  readonly terrain: Terrain
  readonly horizon: number
  readonly side: number
  readonly between: (least: number, most: number) => number
  readonly land: (kind: LandKind, depth: number, facts: Partial<Land>) => Land
  readonly isWintry: boolean
}

function landsOf(
  { terrain, horizon, side, between, land, isWintry }: Stage,
  hasWater: boolean,
): Pick<Scene, 'lands' | 'foreground'> {
  const snow = isWintry ? 1 : 0
  const shore = horizon + (terrain === 'sea' ? 0 : 0.03)
  switch (terrain) {
    case 'sea':
      return {
        lands: [
          land('islands', 0.12, { level: shore, height: between(0.05, 0.09), spacing: 0.9, side: side * 0.4 }),
          land('islands', 0.32, { level: shore, height: between(0.09, 0.15), spacing: 0.7, side }),
        ],
        foreground: [
          land('hills', 0.95, { level: 1.06, height: between(0.2, 0.26), spacing: 0.5, side, grass: 0.022 }),
        ],
      }
    case 'desert':
      return {
        lands: [
          land('mesas', 0.1, { level: horizon + 0.01, height: between(0.1, 0.16), spacing: 0.5 }),
          land('mesas', 0.24, { level: horizon + 0.02, height: between(0.06, 0.12), spacing: 0.7 }),
          land('dunes', 0.42, { level: horizon + 0.1, height: 0.09, spacing: 0.5 }),
          land('dunes', 0.62, { level: horizon + 0.22, height: 0.13, spacing: 0.75 }),
          land('dunes', 0.85, { level: 1.02, height: 0.17, spacing: 1.1 }),
        ],
        foreground: [],
      }
    case 'forest':
      return {
        lands: [
          land('peaks', 0.08, { level: horizon, height: between(0.14, 0.24), spacing: 0.7, snow }),
          land('pines', 0.2, { level: horizon + 0.04, height: 0.12, spacing: 0.5, trees: 0.018, snow: snow * 0.7 }),
          land('pines', 0.36, { level: horizon + 0.1, height: 0.1, spacing: 0.6, trees: 0.036, snow: snow * 0.8 }),
          land('pines', 0.54, { level: horizon + 0.17, height: 0.1, spacing: 0.7, trees: 0.06, snow: snow * 0.85 }),
          land('pines', 0.74, {
            level: horizon + 0.28,
            height: 0.1,
            spacing: 0.8,
            trees: 0.1,
            side: side * 0.6,
            snow: snow * 0.9,
          }),
        ],
        foreground: [
          land('pines', 0.97, { level: 1.08, height: 0.12, spacing: 0.9, trees: 0.28, side, snow: snow * 0.9 }),
        ],
      }
    case 'hills':
      return {
        lands: [
          land('peaks', 0.06, {
            level: horizon - 0.01,
            height: between(0.1, 0.2),
            spacing: 0.8,
            snow: Math.max(snow, 0.3),
          }),
          land('hills', 0.2, { level: horizon + 0.03, height: 0.1, spacing: 0.6, trees: 0.008, snow: snow * 0.9 }),
          land('hills', 0.36, {
            level: horizon + 0.1,
            height: 0.13,
            spacing: 0.7,
            trees: 0.016,
            snow: snow * 0.9,
            side: -side * 0.3,
          }),
          land('hills', 0.54, {
            level: horizon + 0.19,
            height: 0.13,
            spacing: 0.8,
            trees: 0.028,
            snow: snow * 0.9,
            side: side * 0.4,
          }),
          land('hills', 0.74, {
            level: horizon + 0.3,
            height: 0.14,
            spacing: 0.9,
            trees: 0.045,
            snow: snow * 0.9,
            side: -side * 0.5,
          }),
        ],
        foreground: [
          land('hills', 0.96, {
            level: 1.06,
            height: 0.14,
            spacing: 0.9,
            trees: 0.15,
            grass: 0.022 * (1 - snow),
            side,
            snow: snow * 0.9,
          }),
        ],
      }
    case 'mountains':
    case 'snow':
    case 'lake': {
      const lands = [
        land('peaks', 0.1, {
          level: horizon,
          height: between(0.26, 0.36),
          spacing: 0.75,
          snow: Math.max(snow, 0.6),
          side: side * 0.25,
        }),
        land('peaks', 0.24, {
          level: horizon + 0.01,
          height: between(0.18, 0.26),
          spacing: 0.6,
          snow: Math.max(snow * 0.8, 0.25),
          side: side * 0.5,
        }),
        land('peaks', 0.4, {
          level: horizon + 0.02,
          height: between(0.11, 0.16),
          spacing: 0.5,
          snow: snow * 0.6,
          side: side * 0.8,
        }),
        land('pines', 0.56, { level: shore + 0.008, height: 0.05, spacing: 0.5, trees: 0.03, side, snow: snow * 0.8 }),
      ]
      if (hasWater) {
        return {
          lands,
          foreground: [
            land('pines', 0.96, {
              level: 1.09,
              height: 0.12,
              spacing: 0.8,
              trees: 0.26,
              grass: 0.012 * (1 - snow),
              side,
              snow: snow * 0.9,
            }),
          ],
        }
      }
      return {
        lands: [
          ...lands,
          land('pines', 0.72, { level: horizon + 0.16, height: 0.1, spacing: 0.6, trees: 0.06, snow: snow * 0.85 }),
        ],
        foreground: [
          land('pines', 0.86, { level: horizon + 0.28, height: 0.1, spacing: 0.8, trees: 0.12, snow: snow * 0.9 }),
          land('pines', 0.98, { level: 1.09, height: 0.12, spacing: 0.9, trees: 0.27, side, snow: snow * 0.9 }),
        ],
      }
    }
  }
}

interface Cast {
  readonly says: (...words: readonly string[]) => boolean
  readonly between: (least: number, most: number) => number
  readonly random: () => number
  readonly terrain: Terrain
  readonly horizon: number
  readonly side: number
  readonly aspect: number
  readonly hasWater: boolean
  readonly isNight: boolean
}

function motifsOf({ says, between, random, terrain, horizon, side, aspect, hasWater, isNight }: Cast): Motif[] {
  const motifs: Motif[] = []
  if (says('lighthouse') || (terrain === 'sea' && random() < 0.25)) {
    motifs.push({ kind: 'lighthouse', x: aspect * (0.5 + side * between(0.24, 0.3)), size: between(0.34, 0.4), side })
  }
  if (hasWater && (says('boat', 'sailboat', 'ship', 'sail', 'harbour', 'harbor') || random() < 0.4)) {
    const y = horizon + between(0.07, 0.12)
    motifs.push({ kind: 'boat', x: aspect * (0.5 - side * between(0.02, 0.1)), y, size: between(0.06, 0.08) })
  }
  if (says('balloon', 'balloons') || (terrain === 'hills' && !isNight && random() < 0.3)) {
    const hue = random()
    motifs.push({ kind: 'balloon', x: aspect * (0.5 + side * 0.2), y: between(0.2, 0.26), size: 0.13, hue })
    motifs.push({ kind: 'balloon', x: aspect * (0.5 + side * 0.03), y: between(0.34, 0.4), size: 0.06, hue: hue + 0.4 })
    motifs.push({
      kind: 'balloon',
      x: aspect * (0.5 - side * 0.33),
      y: between(0.26, 0.34),
      size: 0.035,
      hue: hue + 0.7,
    })
  }
  if (!isNight && (says('bird', 'birds', 'eagle', 'gull') || random() < 0.6)) {
    motifs.push({
      kind: 'birds',
      x: aspect * (0.5 + side * between(0.05, 0.2)),
      y: between(0.2, 0.34),
      size: between(0.016, 0.024),
      seed: Math.floor(random() * 2 ** 31),
    })
  }
  return motifs
}
