/** The small things that give a landscape its scale: a lighthouse, a boat, birds, balloons. */
import { clamp01, createRandom, smoothstep } from './noise'
import { mix, parseHex, type Colour } from './palette'
import type { Motif, Scene } from './scene'

/** Paints over the colour at a place, where the motif covers it. */
export interface Drawing {
  /** Nothing is drawn outside; in units of the picture's height. */
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  paint(x: number, y: number, into: Float32Array): void
}

export function drawMotif(motif: Motif, scene: Scene, pixelSize: number, groundAt: (x: number) => number): Drawing {
  switch (motif.kind) {
    case 'lighthouse':
      return lighthouse(motif, scene, pixelSize, groundAt(motif.x))
    case 'boat':
      return boat(motif, scene, pixelSize)
    case 'birds':
      return birds(motif, scene, pixelSize)
    case 'balloon':
      return balloon(motif, scene, pixelSize)
  }
}

function blend(into: Float32Array, colour: Colour, alpha: number): void {
  if (alpha <= 0) return
  for (let channel = 0; channel < 3; channel += 1) {
    into[channel] = (into[channel] as number) * (1 - alpha) + (colour[channel] as number) * alpha
  }
}

function glow(into: Float32Array, colour: Colour, strength: number): void {
  for (let channel = 0; channel < 3; channel += 1) {
    into[channel] = 1 - (1 - (into[channel] as number)) * (1 - Math.min(0.97, (colour[channel] as number) * strength))
  }
}

type Of<Kind extends Motif['kind']> = Extract<Motif, { kind: Kind }>

const LAMP = parseHex('#ffe9a8')

function lighthouse(
  { x: centre, size, side }: Of<'lighthouse'>,
  { palette, light }: Scene,
  pixelSize: number,
  ground: number,
): Drawing {
  const foot = ground + 0.012
  const top = foot - size
  const isDim = palette.isNight || palette.lowSun > 0.7
  const white = mix(mix(parseHex('#fbf6ee'), palette.haze, isDim ? 0.38 : 0.12), palette.near, isDim ? 0.26 : 0.04)
  const red = mix(parseHex('#c2352f'), palette.near, isDim ? 0.4 : 0.1)
  const dark = mix(palette.near, parseHex('#1a1a22'), 0.5)
  const litFrom = light.x < centre ? -1 : 1
  /** Half the width at a height, 0 foot to 1 top. */
  const tower = (height: number): number => size * (0.088 - 0.036 * height)
  const lamp = { y: top + size * 0.115, room: top + size * 0.16, roof: top + size * 0.07 }
  const reach = isDim ? 1.6 : 0
  const cover = (distance: number): number => clamp01(0.5 - distance / pixelSize)
  return {
    left: centre - Math.max(reach, 0.2),
    right: centre + Math.max(reach, 0.2),
    top: lamp.y - Math.max(reach * 0.2, size * 0.3),
    bottom: foot + 0.01,
    paint(x, y, into) {
      const dx = x - centre
      const aside = Math.abs(dx)
      if (isDim) {
        // Two beams that widen and fade, slightly tilted away from the viewer.
        const along = aside
        const across = Math.abs(y - lamp.y + dx * side * 0.07)
        const spread = 0.006 + along * 0.085
        const beam = Math.exp(-((across / spread) ** 2) * 1.6) * Math.exp(-along * 2.1) * smoothstep(0, 0.03, along)
        glow(into, LAMP, beam * 0.55)
        const distance = Math.hypot(dx, y - lamp.y)
        glow(into, LAMP, 0.5 * Math.exp(-distance * 26) + 0.22 * Math.exp(-distance * 7))
      }
      if (y > lamp.room && y < foot + 0.01) {
        const height = (foot - y) / (foot - lamp.room)
        const half = tower(height)
        const body = cover(aside - half)
        if (body > 0) {
          const band = Math.floor(height * 5.999) % 2 === 1
          const edge = Math.abs(((height * 6) % 1) - 0.5)
          const round = clamp01(0.5 + (dx / half) * 0.5 * litFrom)
          const shade = 0.52 + 0.48 * round
          const base = band ? red : white
          const colour: Colour = [base[0] * shade, base[1] * shade, base[2] * (shade * 0.9 + 0.1)]
          blend(into, colour, body)
          if (isDim && aside < size * 0.012 && edge < 0.16 && !band) blend(into, LAMP, 0.85)
        }
      }
      const gallery = Math.max(aside - size * 0.078, Math.abs(y - lamp.room) - size * 0.012)
      blend(into, dark, cover(gallery))
      const room = Math.max(
        aside - size * 0.042,
        Math.abs(y - (lamp.room + lamp.roof) / 2) - (lamp.room - lamp.roof) / 2,
      )
      blend(into, isDim ? LAMP : mix(LAMP, white, 0.6), cover(room))
      const bar = Math.min(Math.abs(aside - size * 0.02), Math.abs(aside - size * 0.041)) - size * 0.003
      blend(into, dark, cover(Math.max(bar, room)))
      const roofHeight = (lamp.roof - y) / (size * 0.07)
      const roof = Math.max(aside - size * 0.056 * (1 - clamp01(roofHeight) ** 1.4), y - lamp.roof, top - y)
      blend(into, dark, cover(roof))
      blend(into, dark, cover(Math.max(aside - size * 0.004, y - top, top - size * 0.05 - y)))
    },
  }
}

function boat({ x: centre, y: water, size }: Of<'boat'>, { palette, light }: Scene, pixelSize: number): Drawing {
  const hull = mix(palette.near, palette.far, 0.12)
  const lit = light.x < centre ? -1 : 1
  const sailLight = mix(palette.snowLight, palette.haze, 0.25)
  const sailShade = mix(palette.snowShade, palette.near, 0.25)
  const cover = (distance: number): number => clamp01(0.5 - distance / pixelSize)
  const paintAbove = (dx: number, up: number, into: Float32Array, strength: number): void => {
    const deck = size * 0.1
    // Hull: a bowl with a raised bow.
    const rim = size * (0.1 + 0.05 * (dx / (size * 0.36)) ** 2)
    const half = size * 0.36 * (0.72 + 0.28 * clamp01(up / deck))
    blend(into, hull, cover(Math.max(Math.abs(dx) - half, up - rim, -up)) * strength)
    const mast = size * 1.05
    blend(into, hull, cover(Math.max(Math.abs(dx) - size * 0.008, up - mast, deck - up)) * strength)
    const along = (up - deck * 1.3) / (mast * 0.94 - deck * 1.3)
    if (along > 0 && along < 1) {
      const belly = Math.sin(Math.PI * along) * size * 0.04
      const main = Math.max(size * 0.02 - dx, dx - (size * 0.38 * (1 - along) + belly))
      blend(into, lit > 0 ? sailLight : sailShade, cover(main) * strength)
      const jib = Math.max(dx + size * 0.03, -dx - (size * 0.3 * (1 - along * 1.15) + belly))
      blend(into, lit > 0 ? sailShade : sailLight, cover(jib) * strength)
    }
  }
  return {
    left: centre - size * 0.6,
    right: centre + size * 0.6,
    top: water - size * 1.15,
    bottom: water + size * 0.9,
    paint(x, y, into) {
      if (y <= water) return paintAbove(x - centre, water - y, into, 1)
      // Its mirror image, broken by ripples and fading.
      const depth = (y - water) / size
      const ripple = Math.sin(depth * 34 + Math.sin(depth * 13) * 2) * size * 0.02 * (0.4 + depth)
      paintAbove(x - centre + ripple, (y - water) * 1.25, into, 0.5 * (1 - smoothstep(0.25, 0.85, depth)))
    },
  }
}

function birds({ x: centre, y: middle, size, seed }: Of<'birds'>, { palette }: Scene, pixelSize: number): Drawing {
  const random = createRandom(seed)
  const colour = mix(palette.near, palette.sky[2] as Colour, 0.18)
  const flock = Array.from({ length: 5 + Math.floor(random() * 5) }, (_, index) => ({
    x: centre + (index - 3) * size * 1.5 + (random() - 0.5) * size * 2.4,
    y: middle + Math.abs(index - 3) * size * 0.55 + (random() - 0.5) * size * 1.5,
    span: size * (0.5 + 0.5 * random()),
    lift: 0.25 + 0.35 * random(),
  }))
  return {
    left: centre - size * 14,
    right: centre + size * 14,
    top: middle - size * 4,
    bottom: middle + size * 7,
    paint(x, y, into) {
      for (const bird of flock) {
        const wing = Math.abs(x - bird.x) / bird.span
        if (wing > 1) continue
        // Two arched wings, thick at the body and pointed at the tips.
        const arch = bird.y - bird.span * bird.lift * Math.sin(wing * 2.3) + bird.span * 0.1 * wing * wing
        const thickness = bird.span * 0.085 * (1 - wing) + pixelSize * 0.25
        blend(into, colour, clamp01((thickness - Math.abs(y - arch)) / pixelSize + 0.5) * 0.92)
      }
    },
  }
}

const BALLOON_COLOURS: readonly (readonly [Colour, Colour])[] = [
  [parseHex('#d7443e'), parseHex('#f6e3c0')],
  [parseHex('#e58f2a'), parseHex('#fbeed2')],
  [parseHex('#2f6f9f'), parseHex('#f3e7cf')],
  [parseHex('#7b4a8d'), parseHex('#f2c464')],
]

function balloon(
  { x: centre, y: middle, size, hue }: Of<'balloon'>,
  { palette, light }: Scene,
  pixelSize: number,
): Drawing {
  const [first, second] = BALLOON_COLOURS[
    Math.floor(hue * BALLOON_COLOURS.length) % BALLOON_COLOURS.length
  ] as readonly [Colour, Colour]
  // The smaller, the farther, the hazier.
  const haze = clamp01(0.5 - size * 3.4)
  const [one, two] = [mix(first, palette.haze, haze), mix(second, palette.haze, haze)]
  const dark = mix(palette.near, palette.haze, haze)
  const radius = size * 0.5
  const lit = light.x < centre ? -1 : 1
  const cover = (distance: number): number => clamp01(0.5 - distance / pixelSize)
  const basket = { top: middle + radius * 1.72, bottom: middle + radius * 1.98, half: radius * 0.15 }
  return {
    left: centre - radius * 1.1,
    right: centre + radius * 1.1,
    top: middle - radius * 1.1,
    bottom: basket.bottom + pixelSize,
    paint(x, y, into) {
      const dx = x - centre
      const down = (y - middle) / radius
      // A ball above its widest line, a cone drawn in towards the mouth below it.
      const half =
        down <= 0
          ? radius * Math.sqrt(Math.max(0, 1 - down * down))
          : radius * (Math.cos(Math.min(1.45, down) * 0.98) * 0.86 + 0.14)
      const outside = down < -1 || down > 1.45 ? radius : Math.abs(dx) - half
      const alpha = cover(Math.max(outside, y - (middle + radius * 1.45)))
      if (alpha > 0) {
        const across = Math.asin(Math.max(-1, Math.min(1, dx / Math.max(half, 1e-6))))
        const gore = Math.floor(((across + Math.PI / 2) / Math.PI) * 8)
        const base = gore % 2 === 0 ? one : two
        const shade = 0.66 + 0.34 * clamp01(0.5 + 0.5 * ((dx / radius) * lit - down * 0.5))
        blend(into, [base[0] * shade, base[1] * shade, base[2] * (0.12 + shade * 0.88)], alpha)
      }
      if (y > middle + radius * 1.4 && y < basket.top) {
        const rope = Math.abs(Math.abs(dx) - radius * (0.24 - 0.1 * ((y - middle) / radius - 1.4) * 3)) - radius * 0.012
        blend(into, dark, cover(rope) * 0.8)
      }
      blend(into, dark, cover(Math.max(Math.abs(dx) - basket.half, basket.top - y, y - basket.bottom)))
    },
  }
}
