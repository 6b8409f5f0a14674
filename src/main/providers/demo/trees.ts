/** Conifers and grass as silhouettes, drawn once per range into a mask that rows are later read from. */
import { clamp01, createNoise, createRandom, layered, type Noise } from './noise'
import type { Land } from './scene'

/** How much of each pixel a range's plants cover, 0 to 255; rows from `top` to the foot of the lowest plant. */
export interface PlantMask {
  readonly top: number
  readonly rows: number
  readonly cover: Uint8Array
}

/** Lines per pixel row: with exact ends to the left and right, edges show no steps. */
const LINES = 4

/** Spans collected as fractions of pixels. */
class Silhouettes {
  readonly #width: number
  readonly #height: number
  readonly #sums: Float32Array
  #top: number
  #bottom = 0

  constructor(width: number, height: number) {
    this.#width = width
    this.#height = height
    this.#sums = new Float32Array(width * height)
    this.#top = height
  }

  /** Adds one line of a row, from `left` to `right`, in pixels. */
  add(line: number, left: number, right: number): void {
    const row = Math.floor(line / LINES)
    if (row < 0 || row >= this.#height || right <= 0 || left >= this.#width || right <= left) return
    this.#top = Math.min(this.#top, row)
    this.#bottom = Math.max(this.#bottom, row + 1)
    const start = Math.max(0, left)
    const end = Math.min(this.#width, right)
    const first = Math.floor(start)
    const last = Math.min(this.#width - 1, Math.floor(end))
    const at = row * this.#width
    for (let x = first; x <= last; x += 1) {
      this.#sums[at + x] = (this.#sums[at + x] as number) + Math.min(end, x + 1) - Math.max(start, x)
    }
  }

  async finish(breathe: () => Promise<void>): Promise<PlantMask> {
    const top = Math.min(this.#top, this.#bottom)
    const rows = this.#bottom - top
    const cover = new Uint8Array(rows * this.#width)
    const from = top * this.#width
    for (let index = 0; index < cover.length; index += 1) {
      cover[index] = Math.min(255, ((this.#sums[from + index] as number) * 255) / LINES)
      if (index % 65_536 === 0) await breathe()
    }
    return { top, rows, cover }
  }
}

/** Plants what grows on a range. `groundAt` tells the ground's height in pixels for a column in pixels. */
export async function growPlants(
  land: Land,
  { width, height }: { readonly width: number; readonly height: number },
  groundAt: (x: number) => number,
  breathe: () => Promise<void>,
): Promise<PlantMask | undefined> {
  if (land.trees === 0 && land.grass === 0) return undefined
  const silhouettes = new Silhouettes(width, height)
  if (land.grass > 0) await growGrass(land, width, height, groundAt, silhouettes, breathe)
  if (land.trees > 0) await growTrees(land, width, height, groundAt, silhouettes, breathe)
  return silhouettes.finish(breathe)
}

/** Conifers of all ages, in groups, taller towards the side on which the land rises. */
async function growTrees(
  land: Land,
  width: number,
  height: number,
  groundAt: (x: number) => number,
  silhouettes: Silhouettes,
  breathe: () => Promise<void>,
): Promise<void> {
  const random = createRandom(land.seed ^ 0x5bd1e995)
  const noise = createNoise(land.seed ^ 0x27d4eb2f)
  const aspect = width / height
  const isWood = land.kind === 'pines'
  for (let x = -0.05; x < aspect + 0.05; x += land.trees * (isWood ? 0.09 + random() * 0.17 : 0.3 + random() * 1.3)) {
    // Every tree takes the same numbers, planted or not, so that the picture does not depend on its resolution.
    const age = 0.3 + 0.7 * random() ** 0.8
    const slenderness = 0.13 + 0.07 * random()
    const chance = random()
    const shape = Math.floor(random() * 2 ** 31)
    const density = 0.5 + layered(noise, x / 0.24, 3.3, 2)
    if (chance > (isWood ? 0.3 + density : density * 0.9)) continue
    const rise = land.side === 0 ? 1 : 0.4 + 0.8 * clamp01(0.5 + ((x / aspect) * 2 - 1) * land.side * 0.5)
    const treeHeight = land.trees * age * rise * (0.55 + 0.55 * density) * height
    const foot = groundAt(x * height) + treeHeight * 0.03
    const tree = { x: x * height, foot, treeHeight, shape }
    if (isWood) addConifer(silhouettes, tree, treeHeight * slenderness)
    else addBroadleaf(silhouettes, tree, noise)
    await breathe()
  }
}

interface Tree {
  readonly x: number
  readonly foot: number
  readonly treeHeight: number
  readonly shape: number
}

/** A round crown of many small ones, with leaves at its edge, on a short trunk that widens towards the ground. */
function addBroadleaf(silhouettes: Silhouettes, { x, foot, treeHeight, shape }: Tree, leaves: Noise): void {
  const random = createRandom(shape)
  // Each tree has its own place in the noise: a noise of its own would be kilobytes per tree.
  const place = random() * 200
  const spread = treeHeight * (0.3 + 0.12 * random())
  const middle = foot - treeHeight * 0.6
  const balls = Array.from({ length: 24 }, () => {
    const angle = random() * 2 * Math.PI
    const out = random() ** 0.45
    return {
      x: x + Math.cos(angle) * out * spread,
      y: middle + Math.sin(angle) * out * treeHeight * 0.27,
      radius: treeHeight * (0.08 + 0.07 * random()),
    }
  })
  for (let line = Math.floor((foot - treeHeight * 1.1) * LINES); line < foot * LINES; line += 1) {
    const y = (line + 0.5) / LINES
    const up = (foot - y) / treeHeight
    const trunk = up < 0.6 ? treeHeight * (0.022 + 0.03 * (1 - up / 0.6) ** 3) : 0
    let left = x - trunk
    let right = x + trunk
    for (const ball of balls) {
      const half = ball.radius ** 2 - (y - ball.y) ** 2
      if (half <= 0) continue
      left = Math.min(left, ball.x - Math.sqrt(half))
      right = Math.max(right, ball.x + Math.sqrt(half))
    }
    const isCrown = right - left > trunk * 2 + 0.01
    const rough = isCrown ? treeHeight * 0.022 : 0
    silhouettes.add(line, left + rough * leaves(up * 46, place), right + rough * leaves(up * 46, place + 6))
  }
}

function addConifer(silhouettes: Silhouettes, { x, foot, treeHeight, shape }: Tree, halfWidth: number): void {
  const random = createRandom(shape)
  const tiers = 9 + Math.floor(random() * 5)
  // Left and right grow for themselves: length of each branch, and where it begins.
  const lengths = Array.from({ length: (tiers + 1) * 2 }, () => 0.72 + 0.42 * random())
  const starts = Array.from({ length: (tiers + 1) * 2 }, () => (random() - 0.5) * 0.55)
  const lean = (random() - 0.5) * 0.05
  const trunk = 0.07
  const first = Math.floor((foot - treeHeight) * LINES)
  const last = Math.ceil(foot * LINES)
  for (let line = first; line < last; line += 1) {
    const down = clamp01(((line + 0.5) / LINES - (foot - treeHeight)) / treeHeight)
    const middle = x + (1 - down) * lean * treeHeight
    if (down > 1 - trunk) {
      silhouettes.add(line, middle - halfWidth * 0.1, middle + halfWidth * 0.1)
      continue
    }
    const crown = down / (1 - trunk)
    const left = branchLength(crown, tiers, lengths, starts, 0) * halfWidth
    const right = branchLength(crown, tiers, lengths, starts, 1) * halfWidth
    silhouettes.add(line, middle - left, middle + right)
  }
}

/** How far the branches reach at a height of the crown, 0 tip to 1: each tier spreads downwards, then the next begins. */
function branchLength(
  crown: number,
  tiers: number,
  lengths: readonly number[],
  starts: readonly number[],
  side: number,
): number {
  // Tiers are closer together towards the tip.
  const place = Math.max(
    0,
    crown ** 0.85 * tiers + (starts[Math.min(tiers, Math.floor(crown * tiers)) * 2 + side] as number),
  )
  const tier = Math.min(tiers, Math.floor(place))
  const within = place - tier
  const reach = (lengths[tier * 2 + side] as number) * (0.38 + 0.62 * within ** 0.8)
  return Math.max(0.03, crown ** 0.92 * reach)
}

/** Blades along the nearest edge, leaning with the wind. */
async function growGrass(
  land: Land,
  width: number,
  height: number,
  groundAt: (x: number) => number,
  silhouettes: Silhouettes,
  breathe: () => Promise<void>,
): Promise<void> {
  const random = createRandom(land.seed ^ 0x1f83d9ab)
  const noise = createNoise(land.seed ^ 0x3c6ef372)
  const aspect = width / height
  for (let x = -0.02; x < aspect + 0.02; x += 0.0011 + random() * 0.0016) {
    const tuft = clamp01(0.45 + 1.1 * layered(noise, x / 0.07, 2.2, 3))
    const bladeHeight = land.grass * (0.25 + 0.75 * random()) * (0.3 + 0.9 * tuft) * height
    const lean = (0.25 + (random() - 0.35) * 1.1) * land.side * -1 * bladeHeight * 0.5
    const half = (0.0007 + 0.0007 * random()) * height
    const foot = groundAt(x * height) + 0.004 * height
    for (let line = Math.floor((foot - bladeHeight) * LINES); line < foot * LINES; line += 1) {
      const up = clamp01((foot - (line + 0.5) / LINES) / bladeHeight)
      const middle = x * height + lean * up * up
      const reach = half * (1 - up) ** 0.7
      silhouettes.add(line, middle - reach, middle + reach)
    }
    await breathe()
  }
}
