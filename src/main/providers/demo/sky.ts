/** Everything behind the land: gradient, sun or moon with its glow, clouds, stars, northern lights. */
import { clamp01, createNoise, createRandom, layered, smoothstep } from './noise'
import { ramp } from './palette'
import type { Scene } from './scene'

/** Writes the colour (three numbers, 0 to 1) at a place in units of the picture's height. */
export type Shader = (x: number, y: number, into: Float32Array) => void

const RAMP_LENGTH = 1024

export function createSky(scene: Scene, pixelSize: number): Shader {
  const { palette, light, horizon } = scene
  const gradient = ramp(palette.sky, RAMP_LENGTH)
  const clouds = createClouds(scene)
  const stars = createStars(scene, pixelSize)
  const aurora = scene.aurora > 0 ? createAurora(scene) : undefined
  const [lightRed, lightGreen, lightBlue] = palette.light
  const moonNoise = createNoise(scene.seed ^ 0x77)

  return (x, y, into) => {
    const place = Math.min(RAMP_LENGTH - 1.001, clamp01(y / horizon) * (RAMP_LENGTH - 1))
    const index = Math.floor(place) * 3
    const t = place - Math.floor(place)
    let red = (gradient[index] as number) * (1 - t) + (gradient[index + 3] as number) * t
    let green = (gradient[index + 1] as number) * (1 - t) + (gradient[index + 4] as number) * t
    let blue = (gradient[index + 2] as number) * (1 - t) + (gradient[index + 5] as number) * t

    const dx = x - light.x
    const dy = y - light.y
    const distance = Math.sqrt(dx * dx + dy * dy)
    const near = distance / light.radius

    if (stars) {
      const star = stars(x, y) * smoothstep(1.2, 3, near)
      red += star
      green += star
      blue += star * 1.05
    }
    if (aurora) {
      const glow = aurora(x, y)
      red = screen(red, glow * 0.24 * (1 - y))
      green = screen(green, glow * 0.95)
      blue = screen(blue, glow * 0.5)
    }

    // A wide veil, a closer halo, and the brightness around the disc itself.
    const wide = palette.isNight ? 0.22 : 0.34 + 0.22 * palette.lowSun
    const flat = Math.sqrt(dx * dx + dy * dy * 2.6)
    const glow = wide * Math.exp(-flat * 3.1) + 0.3 * Math.exp(-near * 0.55)
    red = screen(red, glow * lightRed)
    green = screen(green, glow * lightGreen * 0.86)
    blue = screen(blue, glow * lightBlue * 0.68)

    const disc = clamp01((light.radius - distance) / pixelSize + 0.5) * palette.disc
    if (disc > 0) {
      const shade = palette.isNight ? moonShade(moonNoise, dx / light.radius, dy / light.radius) : 1
      red += (lightRed * shade - red) * disc
      green += (lightGreen * shade - green) * disc
      blue += (lightBlue * shade - blue) * disc
    }
    into[0] = red
    into[1] = green
    into[2] = blue
    clouds(x, y, into)
  }
}

/** Seas on the moon, and the darker rim of a ball. */
function moonShade(noise: (x: number, y: number) => number, x: number, y: number): number {
  const seas = smoothstep(0.02, 0.34, layered(noise, x * 1.3 + 4, y * 1.3 + 9, 4))
  return (1 - 0.17 * seas) * (1 - 0.14 * (x * x + y * y))
}

/** Lightens without burning out. */
function screen(value: number, by: number): number {
  return 1 - (1 - value) * (1 - Math.min(0.98, Math.max(0, by)))
}

function createClouds({ palette, light, horizon, clouds, seed }: Scene): Shader {
  const noise = createNoise(seed ^ 0x1234)
  const threshold = 0.24 - 0.34 * clouds + (palette.isNight ? 0.1 : 0)
  return (x, y, into) => {
    const above = horizon - y
    if (above <= 0) return
    // Perspective: towards the horizon clouds get flatter and closer together.
    const far = 1 / (above + 0.16)
    const cloudX = x * far * 0.62
    const cloudY = far * 1.9
    const body = layered(noise, cloudX + 3.1, cloudY * 1.35, 5)
    const veil = smoothstep(0.0, 0.1, above) * (1 - smoothstep(horizon * 0.72, horizon * 0.98, above))
    const density = smoothstep(threshold, threshold + 0.42, body) * veil
    if (density <= 0.003) return
    const towards = layered(noise, cloudX + 3.1 + (light.x - x) * 0.16, (cloudY + (light.y - y) * -0.5) * 1.35, 3)
    const distance = Math.hypot(x - light.x, y - light.y)
    const lit = clamp01(0.42 + (body - towards) * 1.5 + 0.5 * Math.exp(-distance * 2.4) - density * 0.18)
    const alpha = density * (0.5 + 0.38 * lit)
    for (let channel = 0; channel < 3; channel += 1) {
      const shade = palette.cloudShade[channel] as number
      const colour = shade + ((palette.cloudLight[channel] as number) - shade) * lit
      into[channel] = (into[channel] as number) * (1 - alpha) + colour * alpha
    }
  }
}

/** Brightness of the stars at a place. Each cell of a grid holds at most one. */
function createStars(scene: Scene, pixelSize: number): ((x: number, y: number) => number) | undefined {
  if (scene.stars === 0) return undefined
  const cell = 0.018
  const band = createNoise(scene.seed ^ 0xbeef)
  const random = createRandom(scene.seed ^ 0x51a2)
  const columns = Math.ceil(scene.aspect / cell) + 1
  const rows = Math.ceil(scene.horizon / cell) + 1
  const tilt = 0.5 + random() * 0.5
  const list = new Float32Array(columns * rows * 4)
  for (let index = 0; index < columns * rows; index += 1) {
    const x = ((index % columns) + 0.15 + random() * 0.7) * cell
    const y = (Math.floor(index / columns) + 0.15 + random() * 0.7) * cell
    const milky = Math.exp(-((x - scene.aspect * 0.5 + (y - 0.25) * tilt) ** 2) / 0.03)
    const magnitude = random()
    const isThere = random() < (0.26 + 0.5 * milky) * scene.stars
    const strength = isThere ? 0.14 + 0.86 * magnitude ** 9 : 0
    list.set([x, y, strength, 0.00055 + 0.00125 * magnitude ** 6], index * 4)
  }
  return (x, y) => {
    const column = Math.floor(x / cell)
    const row = Math.floor(y / cell)
    if (column < 0 || row < 0 || column >= columns || row >= rows) return 0
    const index = (row * columns + column) * 4
    const strength = list[index + 2] as number
    const fade = 1 - smoothstep(scene.horizon * 0.3, scene.horizon * (scene.palette.isNight ? 0.95 : 0.6), y)
    const milky = Math.exp(-((x - scene.aspect * 0.5 + (y - 0.25) * tilt) ** 2) / 0.02)
    const dust = scene.palette.isNight ? milky * 0.075 * clamp01(0.65 + layered(band, x * 7, y * 7, 3)) * fade : 0
    if (strength === 0) return dust
    const size = Math.max(list[index + 3] as number, pixelSize * 0.6)
    const distance = Math.hypot(x - (list[index] as number), y - (list[index + 1] as number)) / size
    return dust + strength * Math.exp(-distance * distance) * fade
  }
}

/** Curtains of light: sharp below, fading upwards, with fine rays. */
function createAurora({ seed, horizon, aspect, aurora }: Scene): (x: number, y: number) => number {
  const noise = createNoise(seed ^ 0xa0a0)
  return (x, y) => {
    let sum = 0
    for (let curtain = 0; curtain < 3; curtain += 1) {
      const sway = layered(noise, x * 1.5 + curtain * 7.7, curtain * 3.1, 3)
      const foot = horizon * (0.72 - curtain * 0.15) + sway * 0.2
      const above = foot - y
      const edge = smoothstep(-0.012, 0.03, above)
      const rays = 0.55 + 0.45 * noise(x * 26 + sway * 9, curtain * 5.3 + y * 0.6)
      const patches = clamp01(0.5 + 0.9 * noise(x * 1.1 + curtain * 3.3, curtain * 9.1))
      sum += edge * Math.exp(-Math.max(0, above) * (5.5 + curtain)) * rays * patches * (1 - curtain * 0.22)
    }
    return Math.min(0.9, sum * aurora) * smoothstep(0, 0.08, x + 0.1) * smoothstep(0, 0.08, aspect + 0.1 - x)
  }
}
