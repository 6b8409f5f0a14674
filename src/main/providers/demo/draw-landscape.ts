/**
 * Draws a scene, row by row: sky, ranges of land in the air between them, water that mirrors both, and what stands in
 * front. The same scene drawn smaller is the same picture.
 */
import { clamp01, createNoise, layered, ridged, smoothstep, type Noise } from './noise'
import { drawMotif, type Drawing } from './motifs'
import { mix, type Colour } from './palette'
import type { Land, Scene } from './scene'
import { createSky } from './sky'
import { coverage, duneSide, edgeAt, offsetOf, traceSkyline, type Skyline } from './skyline'
import { growPlants, type PlantMask } from './trees'

export interface Size {
  readonly width: number
  readonly height: number
}

interface Range {
  readonly land: Land
  readonly skyline: Skyline
  readonly plants: PlantMask | undefined
  /** The noise that shaped the skyline, and where on it the range begins. */
  readonly shape: Noise
  readonly offset: number
  readonly noise: Noise
  readonly lit: Colour
  readonly shade: Colour
  readonly plant: Colour
  readonly snowLight: Colour
  readonly snowShade: Colour
  /** How far below the skyline the mist reaches its full density, and how dense that is. */
  readonly mistDepth: number
  readonly mist: number
}

interface World {
  readonly scene: Scene
  readonly size: Size
  readonly sky: (x: number, y: number, into: Float32Array) => void
  readonly behind: readonly Range[]
  readonly front: readonly Range[]
  readonly drawings: readonly Drawing[]
}

/** 8x8 ordered dither (Bayer): breaks the bands that 8 bits per channel would show in a sky, and still compresses. */
const DITHER = Float32Array.from({ length: 64 }, (_, index) => {
  const [x, y] = [index % 8, Math.floor(index / 8)]
  let value = 0
  for (let bit = 0; bit < 3; bit += 1) value += (((((x ^ y) >> bit) & 1) << 1) | ((y >> bit) & 1)) << (4 - 2 * bit)
  return (value + 0.5) / 64 - 0.5
})

/** The whole picture: red, green and blue bytes, row by row. `breathe` is awaited every millisecond or so of work. */
export async function drawLandscape(scene: Scene, size: Size, breathe: () => Promise<void>): Promise<Uint8Array> {
  const world = await prepareWorld(scene, size, breathe)
  const water = scene.waterline === undefined ? undefined : createWater(scene, world)
  const { width, height } = size
  const pixelSize = 1 / height
  const pixel = new Float32Array(3)
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    const place = (y + 0.5) * pixelSize
    for (let x = 0; x < width; x += 1) {
      const across = (x + 0.5) * pixelSize
      if (water && place > (scene.waterline as number)) water(x, place, pixel)
      else paintDistance(world, x, y, pixel)
      for (const drawing of world.drawings) paintDrawing(drawing, across, place, pixel)
      for (const range of world.front) paintRange(range, scene, x, y, size, pixel)
      darkenCorners(pixel, across / scene.aspect, place)
      writePixel(pixel, DITHER[(y & 7) * 8 + (x & 7)] as number, rgb, (y * width + x) * 3)
    }
    await breathe()
  }
  return rgb
}

async function prepareWorld(scene: Scene, size: Size, breathe: () => Promise<void>): Promise<World> {
  const pixelSize = 1 / size.height
  const behind: Range[] = []
  const front: Range[] = []
  for (const land of scene.lands) behind.push(await prepareRange(land, scene, size, breathe))
  for (const land of scene.foreground) front.push(await prepareRange(land, scene, size, breathe))
  const ground = (front.at(-1) ?? behind.at(-1))?.skyline
  const groundAt = (x: number): number => (ground ? edgeAt(ground, x * size.height) * pixelSize : 1)
  return {
    scene,
    size,
    sky: createSky(scene, pixelSize),
    behind,
    front,
    drawings: scene.motifs.map((motif) => drawMotif(motif, scene, pixelSize, groundAt)),
  }
}

async function prepareRange(land: Land, scene: Scene, size: Size, breathe: () => Promise<void>): Promise<Range> {
  const { palette } = scene
  const isSand = land.kind === 'dunes' || land.kind === 'mesas'
  const base =
    land.depth < 0.5
      ? mix(palette.far, palette.mid, land.depth * 2)
      : mix(palette.mid, palette.near, land.depth * 2 - 1)
  const colour = isSand ? mix(base, palette.haze, 0.36 * (1 - land.depth * 0.55)) : base
  // Air takes away contrast before it takes away colour.
  const air = (1 - land.depth) ** 1.6
  const skyline = await traceSkyline(land, size, breathe)
  return {
    land,
    skyline,
    plants: await growPlants(land, size, (x) => edgeAt(skyline, x), breathe),
    shape: createNoise(land.seed),
    offset: offsetOf(land),
    noise: createNoise(land.seed ^ 0x6d2b),
    lit: mix(colour, palette.light, (isSand ? 0.4 : 0.3) * (1 - land.depth * 0.55)),
    shade: mix(colour, palette.near, 0.2 + 0.1 * land.depth),
    plant: mix(colour, palette.near, 0.3 + 0.3 * land.depth),
    snowLight: mix(palette.snowLight, palette.haze, 0.4 * air),
    snowShade: mix(palette.snowShade, mix(palette.haze, palette.far, 0.5), 0.5 * air),
    mistDepth: 0.05 + 0.16 * (1 - land.depth) + land.height * 0.5,
    mist: 0.72 * (1 - land.depth) ** 0.9 + (land.depth > 0.9 ? 0 : 0.12),
  }
}

function paintDrawing(drawing: Drawing, x: number, y: number, into: Float32Array): void {
  if (x < drawing.left || x > drawing.right || y < drawing.top || y > drawing.bottom) return
  drawing.paint(x, y, into)
}

/** Sky and the land behind the water; `y` may lie between two rows. */
function paintDistance({ scene, size, sky, behind }: World, x: number, y: number, into: Float32Array): void {
  // From the nearest range backwards: what it covers wholly need not be drawn.
  let first = behind.length - 1
  while (first >= 0 && coverage((behind[first] as Range).skyline, x, y) < 1) first -= 1
  if (first < 0) sky((x + 0.5) / size.height, (y + 0.5) / size.height, into)
  for (let index = Math.max(0, first); index < behind.length; index += 1) {
    paintRange(behind[index] as Range, scene, x, y, size, into)
  }
}

function paintRange(range: Range, scene: Scene, x: number, y: number, size: Size, into: Float32Array): void {
  const land = coverage(range.skyline, x, y)
  const plant = plantCover(range.plants, x, Math.floor(y), size.width)
  if (land === 0 && plant === 0) return
  const edge = edgeAt(range.skyline, x)
  const below = Math.max(0, (y + 0.5 - edge) / size.height)
  const across = (x + 0.5) / size.height
  const { haze } = scene.palette

  if (land > 0) {
    const { light, snow } = surfaceAt(range, scene, across, (y + 0.5) / size.height, below)
    const mist = range.mist * smoothstep(0, range.mistDepth, below)
    for (let channel = 0; channel < 3; channel += 1) {
      const dark = range.shade[channel] as number
      const cold = range.snowShade[channel] as number
      let value = dark + ((range.lit[channel] as number) - dark) * light
      value += (cold + ((range.snowLight[channel] as number) - cold) * light - value) * snow
      value += ((haze[channel] as number) - value) * mist
      into[channel] = (into[channel] as number) * (1 - land) + value * land
    }
  }
  if (plant > 0) {
    const mist = range.mist * smoothstep(-0.02, range.mistDepth * 1.6, below)
    for (let channel = 0; channel < 3; channel += 1) {
      const value = (range.plant[channel] as number) * (1 - mist) + (haze[channel] as number) * mist
      into[channel] = (into[channel] as number) * (1 - plant) + value * plant
    }
  }
}

function plantCover(plants: PlantMask | undefined, x: number, y: number, width: number): number {
  if (!plants || y < plants.top || y >= plants.top + plants.rows) return 0
  return (plants.cover[(y - plants.top) * width + x] as number) / 255
}

interface Surface {
  /** How much of the light it catches, and how much of it is snow; 0 to 1. */
  light: number
  snow: number
}

const surface: Surface = { light: 0, snow: 0 }

/** What the ground looks like at a place. The answer is one object, filled anew each time: this runs per pixel. */
function surfaceAt({ land, noise, shape, offset }: Range, scene: Scene, x: number, y: number, below: number): Surface {
  const towards = scene.light.x < scene.aspect / 2 ? -1 : 1
  surface.snow = 0
  switch (land.kind) {
    case 'peaks':
    case 'islands': {
      // Slopes run down from the crests: the pattern follows the skyline a little, and leans.
      const scale = 1.5 / land.spacing
      const [px, py] = [(x + below * 0.35 * towards) * scale, (y * 0.55 + below * 0.45) * scale]
      const here = ridged(noise, px, py, 5)
      const there = ridged(noise, px + 0.05 * towards, py - 0.035, 5)
      surface.light = clamp01(0.46 + (here - there) * 3.4)
      if (land.snow > 0) {
        const line = land.height * (0.12 + 0.6 * land.snow) * (0.55 + 0.9 * here)
        const altitude = (land.level - (y - below)) / land.height
        surface.snow =
          (1 - smoothstep(line * 0.7, line, below)) * smoothstep(0.15, 0.7, altitude + land.snow * 0.55) * 0.95
      }
      return surface
    }
    case 'dunes': {
      // The border of light and shade runs down from the crest of the skyline, in a curve.
      const run = below * (0.55 + 1.6 * below) * towards
      const side = duneSide(shape, x / land.spacing + offset + run + 0.05 * below * noise(x * 2, below * 6))
      const ripples = 0.07 * noise(x * 14 + below * 30, below * 90)
      surface.light = smoothstep(-0.015 - below * 0.2, 0.015 + below * 0.2, side * -towards) * (0.82 + ripples) + 0.09
      return surface
    }
    case 'mesas': {
      // Layers of rock lie level across the whole range; rain has cut shallow clefts into them.
      const level = y * 30 + 0.5 * noise(x * 3, y * 6)
      const strata = layered(noise, 3.1, level, 3)
      const clefts = smoothstep(0.1, 0.5, layered(noise, x * 26, y * 5, 2))
      surface.light = clamp01(0.5 + 0.6 * strata - 0.3 * clefts + 0.25 * (1 - smoothstep(0, 0.015, below)))
      return surface
    }
    case 'hills':
    case 'pines': {
      const roll = layered(noise, x * 5 + below * 3 * towards, below * 13, 4)
      surface.light = clamp01(0.34 + 0.6 * roll) * (1 - smoothstep(0, 0.14, below) * 0.5)
      if (land.snow > 0) {
        surface.snow = land.snow
        surface.light = clamp01(0.62 + 0.75 * roll - below * 1.6)
      }
      return surface
    }
  }
}

function createWater(scene: Scene, world: World): (x: number, place: number, into: Float32Array) => void {
  const { palette, light, waves } = scene
  const { width, height } = world.size
  const line = scene.waterline as number
  const noise = createNoise(scene.seed ^ 0x0cea)
  return (x, place, into) => {
    const depth = (place - line) / (1 - line)
    // Perspective: ripples are fine at the far shore and broad at our feet.
    const far = 1 / (depth + 0.045)
    const across = (x + 0.5) / height
    const [waveX, waveY] = [(across - scene.aspect / 2) * far * 0.9, far * 3.2]
    const swell = layered(noise, waveX * 1.2, waveY * 2.2, 3)
    const ripple = noise(waveX * 4.2, waveY * 7)
    const shift = (swell * 0.7 + ripple * 0.3) * (0.004 + 0.05 * depth) * (0.35 + waves * 0.65)
    const mirrored = line - (place - line) * 0.92 - Math.abs(shift) * 1.4 - shift * 0.5
    const sourceX = Math.min(width - 1, Math.max(0, Math.round(x + shift * height * 0.4)))
    paintDistance(world, sourceX, Math.max(0, mirrored * height - 0.5), into)

    const body = clamp01(0.16 + 0.5 * depth + 0.22 * waves * smoothstep(-0.2, 0.35, swell))
    const path = Math.abs(across - light.x) / (0.035 + 0.2 * depth + light.radius * 0.6)
    const dashes = smoothstep(0.12 + 0.2 * depth, 0.62, ripple * 0.75 + swell * 0.6 + 0.25)
    const glitter = Math.exp(-path * path * 1.5) * (0.34 * (1 - depth) + dashes * (palette.isNight ? 0.6 : 0.85))
    const rim = Math.exp(-(place - line) * 160) * 0.25
    for (let channel = 0; channel < 3; channel += 1) {
      let value = into[channel] as number
      value += ((palette.water[channel] as number) - value) * body
      value += ((palette.light[channel] as number) - value) * Math.min(0.95, glitter)
      into[channel] = value + ((palette.haze[channel] as number) - value) * rim
    }
  }
}

/** A little, as through a lens: the eye stays inside. */
function darkenCorners(pixel: Float32Array, across: number, down: number): void {
  const [dx, dy] = [across - 0.5, down - 0.5]
  const light = 1 - 0.17 * smoothstep(0.12, 0.52, dx * dx + dy * dy)
  for (let channel = 0; channel < 3; channel += 1) pixel[channel] = (pixel[channel] as number) * light
}

function writePixel(pixel: Float32Array, dither: number, rgb: Uint8Array, at: number): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const value = (pixel[channel] as number) * 255 + dither + 0.5
    rgb[at + channel] = value < 0 ? 0 : value > 255 ? 255 : value
  }
}
