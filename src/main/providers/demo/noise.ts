/** Randomness that is the same on every machine: seeded numbers and smooth noise. */

/** A 32-bit hash of a text (FNV-1a with a final mix, so that similar prompts differ in every bit). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Numbers from 0 to 1, a new one per call (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Smooth noise over the plane, about -1 to 1, with features of size 1. */
export type Noise = (x: number, y: number) => number

const DIRECTIONS = 16

/** Gradient noise (Perlin, "Improving Noise", 2002) with sixteen directions. */
export function createNoise(seed: number): Noise {
  const random = createRandom(seed)
  const order = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let index = 255; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const kept = order[index] as number
    order[index] = order[other] as number
    order[other] = kept
  }
  const gradientX = new Float64Array(512)
  const gradientY = new Float64Array(512)
  const permutation = new Uint8Array(512)
  for (let index = 0; index < 512; index += 1) {
    permutation[index] = order[index & 255] as number
    const angle = ((permutation[index] as number) % DIRECTIONS) * ((2 * Math.PI) / DIRECTIONS) + 0.13
    gradientX[index] = Math.cos(angle) * 1.5
    gradientY[index] = Math.sin(angle) * 1.5
  }
  return (x, y) => {
    const left = Math.floor(x)
    const top = Math.floor(y)
    const fx = x - left
    const fy = y - top
    const column = left & 255
    const row = top & 255
    const a = (permutation[column] as number) + row
    const b = (permutation[(column + 1) & 255] as number) + row
    const sx = fx * fx * fx * (fx * (fx * 6 - 15) + 10)
    const sy = fy * fy * fy * (fy * (fy * 6 - 15) + 10)
    const n00 = (gradientX[a] as number) * fx + (gradientY[a] as number) * fy
    const n10 = (gradientX[b] as number) * (fx - 1) + (gradientY[b] as number) * fy
    const n01 = (gradientX[a + 1] as number) * fx + (gradientY[a + 1] as number) * (fy - 1)
    const n11 = (gradientX[b + 1] as number) * (fx - 1) + (gradientY[b + 1] as number) * (fy - 1)
    const upper = n00 + sx * (n10 - n00)
    return upper + sy * (n01 + sx * (n11 - n01) - upper)
  }
}

/** Several layers of noise, each half as large and half as strong: clouds, gentle hills. About -1 to 1. */
export function layered(noise: Noise, x: number, y: number, octaves: number): number {
  let sum = 0
  let strength = 0.5
  let scale = 1
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += strength * noise(x * scale + octave * 17.3, y * scale - octave * 9.7)
    strength *= 0.5
    scale *= 2.03
  }
  return sum
}

/** Noise folded at zero, which makes crests: mountains. 0 to 1. */
export function ridged(noise: Noise, x: number, y: number, octaves: number): number {
  let sum = 0
  let strength = 0.5
  let scale = 1
  let previous = 1
  for (let octave = 0; octave < octaves; octave += 1) {
    const crest = 1 - Math.min(1, Math.abs(noise(x * scale + octave * 31.7, y * scale + octave * 11.9)))
    // Fine crests only on coarse ones: slopes stay smooth, tops get rough.
    sum += strength * crest * crest * previous
    previous = crest * crest
    strength *= 0.5
    scale *= 2.07
  }
  return Math.min(1, sum * 1.05)
}

export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}

export function clamp01(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value
}
