/** Paints a landscape from a seed: sky, ranges of land with haze between them, sometimes a lake. */

export interface Canvas {
  /** The same seed and proportions give the same image at every size. */
  readonly seed: string
  readonly width: number
  readonly height: number
}

type Color = ArrayLike<number>
type Frame = ReturnType<typeof composeFrame>
type Scene = Frame & { readonly ranges: readonly Range[] }
type Range = ReturnType<typeof createRange>

/** Zenith, sky, horizon, sun, farthest land, nearest land. The last two are nights. */
const MOODS = [
  '5b7fb0 c7b2c4 f8d9b8 fff3d8 b3a1b8 262c40', // rose dawn
  '3f6796 e0b48c ffdb94 fff0c0 cf9a78 2a1d26', // golden evening
  '8db4c0 cddfd6 f5efd9 fffbe8 a3c2b8 16302e', // green mist
  '3d7fc4 93bfe3 e8f1f0 ffffff a9c1da 1d3346', // clear morning
  '463f7d c47a92 f8b98c ffe2b4 ab6a78 2f1a2b', // violet dusk
  '1b3350 4f7f96 d9d3b4 fff0cf 6f93a0 0d2026', // teal storm
  '070d22 152a50 3f6584 eaf2ff 34557a 050a14', // moonlight
  '0d1638 3c4f86 e0a184 ffe9d0 5f6796 0b1020', // blue hour
].map(
  (hexes) => hexes.split(' ').map((hex) => Buffer.from(hex, 'hex')) as unknown as Record<0 | 1 | 2 | 3 | 4 | 5, Color>,
)

/** From the farthest range, 0, to the nearest, 1. A lake is between the last two. */
const DEPTHS = { land: [0, 0.18, 0.36, 0.55, 0.72, 0.86, 1], lake: [0, 0.2, 0.38, 0.62, 1] }

/** Samples of a crest line per column, for smooth edges. */
const SAMPLES = 3

/** Returns rows of red, green and blue bytes. */
export function paintLandscape({ seed, width, height }: Canvas): Uint8Array {
  const frame = composeFrame(seed, width, height)
  const scene = { ...frame, ranges: frame.depths.map((_, index) => createRange(frame, index)) }
  const rgb = new Uint8Array(width * height * 3)
  const pixel = new Float32Array(3)
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      paintPoint(scene, x, y, pixel)
      // Dithering (Jimenez's gradient noise) breaks up the bands that 8 bits per color would show in a sky.
      const dither = (52.9829189 * ((0.06711056 * x + 0.00583715 * y) % 1)) % 1
      for (let c = 0; c < 3; c += 1) rgb[at + c] = Math.min(255, (pixel[c] as number) + dither)
    }
  }
  return rgb
}

/** Lengths are in units of the shorter edge. The order of the random numbers must not depend on the size. */
function composeFrame(text: string, width: number, height: number) {
  const seed = Array.from(text).reduce((value, char) => hashBits(value, char.codePointAt(0) as number, 1), 1)
  let count = 0
  const random = (from: number, to: number): number => from + (to - from) * hash((count += 1), 5, seed)
  const unit = Math.min(width, height)
  const bottom = height / unit
  const moodIndex = Math.floor(random(0, MOODS.length))
  const isNight = moodIndex >= MOODS.length - 2
  const horizon = bottom * random(0.5, 0.6)
  const hasLake = random(0, 1) < 0.5
  const depths = hasLake ? DEPTHS.lake : DEPTHS.land
  const middle = width / unit / 2
  const sunX = middle * random(0.4, 1.6)
  const sunY = horizon * random(isNight ? 0.25 : 0.5, isNight ? 0.55 : 0.88)
  const facts = { random, seed, unit, width, bottom, isNight, horizon, depths }
  return {
    ...facts,
    mood: MOODS[moodIndex] as (typeof MOODS)[number],
    sun: { middle, x: sunX, y: sunY, size: random(0.03, 0.048) },
    waterline: hasLake ? horizon + (bottom - horizon) * random(0.2, 0.32) : bottom + 1,
    behind: depths.length - (hasLake ? 1 : 0),
    clouds: random(-0.2, 0.8),
    peaks: random(0, 1) < 0.75 ? random(0.3, 0.42) : 0,
    snow: random(0, 1) < 0.5 ? random(0.5, 1) : 0,
  }
}

function createRange({ mood, random, unit, width, bottom, ...frame }: Frame, index: number) {
  const depth = frame.depths[index] as number
  const seed = Math.floor(random(0, 1e9))
  const isRocky = frame.peaks > 0 && depth < 0.45
  const isShore = frame.waterline < bottom && index === frame.behind - 1
  const hills = depth === 1 ? 0.16 : isShore ? 0.05 : 0.1 + random(0, 0.12) * (1.2 - depth)
  const rise = isRocky ? frame.peaks * (1 - depth * 0.9) : hills
  const shore = Math.min(frame.waterline, bottom)
  const base = depth === 1 ? bottom + 0.02 : isShore ? shore : frame.horizon + (shore - frame.horizon) * depth * 0.8
  const trees = depth > 0.5 ? 0.014 + 0.5 * Math.max(0, depth - 0.55) ** 2 : 0
  const ground = new Float32Array(width)
  const crest = Float32Array.from({ length: width * SAMPLES }, (_, at) => {
    const x = (at + 0.5) / SAMPLES / unit
    const hill = isRocky ? ridged(seed, x * 1.5, 0.5, 6) : 0.5 + layered(seed, x * 1.1, 0.5, 5)
    const top = base - rise * hill * (1.3 - 0.55 * hill)
    ground[Math.floor(at / SAMPLES)] = top * unit
    return (top - (trees > 0 ? measureTree(seed, x, trees) : 0)) * unit
  })
  const color = blend(Float32Array.from(mood[4]), mood[5], depth ** 1.25)
  const lit = blend(Float32Array.from(color), mood[3], 0.34 * (1 - depth * 0.8))
  const snow = frame.snow * (1 - depth)
  return { isRocky, snow, color, lit, ground, crest, mist: 0.8 * (1 - depth) ** 0.9, mistDepth: 0.28 - 0.22 * depth }
}

/** Returns the height of the conifers at a place on the crest. */
function measureTree(seed: number, x: number, tallest: number): number {
  const spacing = tallest * 0.2
  const here = Math.floor(x / spacing)
  let top = 0
  for (let tree = here - 2; tree <= here + 2; tree += 1) {
    const chance = hash(tree, 7, seed)
    const wood = smooth(-0.28, 0.12, layered(seed, (tree * spacing) / tallest / 14, 9, 2))
    const size = tallest * (0.35 + 0.65 * chance) * wood + 1e-9
    const away = Math.abs(x - (tree + 0.2 + 0.6 * hash(tree, 11, seed)) * spacing) / (size * 0.2)
    if (away < 1) top = Math.max(top, size * (1 - away - 0.13 * ((away * 5 + chance) % 1)))
  }
  return top
}

function paintPoint(scene: Scene, x: number, y: number, into: Float32Array): void {
  const { unit, width, waterline, behind, ranges, mood } = scene
  const depth = (y - waterline * unit) / unit
  if (depth < 0) paintLand(scene, x, y, into)
  else {
    const wave = layered(scene.seed, (x / unit) * 4, 3 / (depth + 0.05), 3)
    const sway = wave * (0.004 + depth * 0.05) * unit
    const mirrored = Math.max(0, waterline * unit - depth * unit * 1.05 - Math.abs(sway))
    paintLand(scene, Math.min(width - 1, Math.max(0, Math.round(x + sway * 0.5))), mirrored, into)
    blend(into, mood[5], 0.12 + 0.3 * smooth(0, 0.5, depth))
    blend(into, mood[2], 0.1 * Math.max(0, wave))
  }
  for (let index = behind; index < ranges.length; index += 1) paintRange(scene, ranges[index] as Range, x, y, into)
}

/** Paints the sky and the ranges beyond the lake, starting with the nearest range that covers the others. */
function paintLand(scene: Scene, x: number, y: number, into: Float32Array): void {
  let index = scene.behind - 1
  while (index >= 0 && measureCover(scene.ranges[index] as Range, x, y) < 1) index -= 1
  if (index < 0) paintSky(scene, (x + 0.5) / scene.unit, (y + 0.5) / scene.unit, into)
  for (index = Math.max(0, index); index < scene.behind; index += 1) {
    paintRange(scene, scene.ranges[index] as Range, x, y, into)
  }
}

function measureCover({ crest }: Range, x: number, y: number): number {
  let sum = 0
  for (let at = x * SAMPLES; at < (x + 1) * SAMPLES; at += 1) sum += clamp(y + 1 - (crest[at] as number))
  return sum / SAMPLES
}

const tone = new Float32Array(3)

function paintRange({ unit, mood, sun, seed }: Scene, range: Range, x: number, y: number, into: Float32Array): void {
  const cover = measureCover(range, x, y)
  if (cover === 0) return
  const below = Math.max(0, (y + 0.5 - (range.ground[x] as number)) / unit)
  let light = 0.4
  tone.set(range.color)
  if (range.isRocky) {
    // Slopes run down from the crests and lean away from the light.
    const side = sun.x < sun.middle ? 1 : -1
    const px = (x / unit) * 2.4 + below * 0.5 * side + range.mist * 50
    const py = (y / unit) * 1.3 + below * 0.8
    const here = ridged(seed, px, py, 4)
    light = clamp(0.5 + (here - ridged(seed, px + 0.06 * side, py - 0.04, 4)) * 3.2)
    blend(tone, mood[3], range.snow * smooth(0.3, 0.05, below / (0.25 + here * 0.6)) * (0.2 + 0.7 * light))
  }
  blend(tone, range.lit, light)
  blend(tone, mood[2], range.mist * smooth(0, range.mistDepth, below))
  blend(into, tone, cover)
}

function paintSky(scene: Scene, x: number, y: number, into: Float32Array): void {
  const { mood, seed, sun, isNight, clouds } = scene
  const height = clamp(y / scene.horizon + 0.04 * layered(seed, x * 0.8, y * 3, 2))
  const low = smooth(0.4, 1, height)
  const away = Math.hypot(x - sun.x, y - sun.y)
  const disc = smooth(sun.size + 0.0015, sun.size - 0.0015, away)
  const glow = (isNight ? 0.25 : 0.55) * (Math.exp(-away * 5) + 0.4 * Math.exp(-away * 1.6))
  into.set(mood[0])
  blend(into, mood[1], smooth(0, 0.62, height))
  blend(into, mood[2], low)
  if (isNight) blend(into, mood[3], measureStar(seed, x, y) * (1 - low))
  blend(into, mood[3], glow)
  blend(into, mood[3], disc)
  const cloud = layered(seed + 3, x * 1.3, y * 5 + 0.3 * layered(seed + 4, x * 2, y * 2, 2), 5)
  const veil = Math.max(0, clouds) * smooth(0.02, 0.4, cloud) * smooth(0, 0.25, height) * (1 - disc * 0.6)
  if (veil === 0) return
  blend(into, mood[4], veil * 0.4)
  blend(into, mood[3], veil * clamp(0.6 - 0.6 * layered(seed + 3, x * 1.3, y * 5 + 0.25, 3)))
}

function measureStar(seed: number, x: number, y: number): number {
  const [cx, cy] = [Math.floor(x * 45), Math.floor(y * 45)]
  const size = hash(cx, cy, seed) - 0.7
  if (size < 0) return 0
  const dx = x * 45 - cx - 0.1 - 0.8 * hash(cx, cy, seed + 1)
  const dy = y * 45 - cy - 0.1 - 0.8 * hash(cx, cy, seed + 2)
  return (0.2 + 8 * size * size) * smooth(0.1, 0.03, Math.hypot(dx, dy))
}

const hash = (x: number, y: number, seed: number): number => hashBits(x, y, seed) / 4_294_967_296

function hashBits(x: number, y: number, seed: number): number {
  const mixed = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1)
  const once = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b)
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35)
  return (twice ^ (twice >>> 16)) >>> 0
}

/** Gradient noise from about -1 to 1, with features of size 1. */
function noise(seed: number, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const fx = x - left
  const fy = y - top
  const a = pull(seed, left, top, fx, fy)
  const c = pull(seed, left, top + 1, fx, fy - 1)
  const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
  const upper = a + sx * (pull(seed, left + 1, top, fx - 1, fy) - a)
  const lower = c + sx * (pull(seed, left + 1, top + 1, fx - 1, fy - 1) - c)
  return upper + fy * fy * fy * (fy * (fy * 6 - 15) + 10) * (lower - upper)
}

/** x and y of sixteen directions. */
const DIRECTIONS = Float64Array.from({ length: 32 }, (_, index) => {
  return 1.5 * Math.cos((index >> 1) * (Math.PI / 8) + 0.13 - (index & 1) * (Math.PI / 2))
})

function pull(seed: number, x: number, y: number, dx: number, dy: number): number {
  const direction = (hashBits(x, y, seed) & 15) * 2
  return (DIRECTIONS[direction] as number) * dx + (DIRECTIONS[direction + 1] as number) * dy
}

/** Layers of noise, each half as large and half as strong, for clouds and gentle hills. */
function layered(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0
  for (let octave = 0, strength = 0.5, scale = 1; octave < octaves; octave += 1, strength *= 0.5, scale *= 2.03) {
    sum += strength * noise(seed, x * scale + octave * 17.3, y * scale)
  }
  return sum
}

/** Noise folded at zero to form crests, with fine crests only on coarse ones, for mountains. From 0 to 1. */
function ridged(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0
  let crest = 1
  for (let octave = 0, strength = 0.5, scale = 1; octave < octaves; octave += 1, strength *= 0.5, scale *= 2.07) {
    const fold = 1 - Math.min(1, Math.abs(noise(seed, x * scale + octave * 31.7, y * scale)))
    sum += strength * fold * fold * crest
    crest = fold * fold
  }
  return sum
}

function blend(into: Float32Array, color: Color, share: number): Float32Array {
  for (let c = 0; c < 3; c += 1) into[c]! += ((color[c] as number) - (into[c] as number)) * share
  return into
}

function smooth(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from))
  return t * t * (3 - 2 * t)
}

const clamp = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value)
