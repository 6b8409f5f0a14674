/** Light and colour of a demo picture. Colours are mixed in Oklab (Ottosson, 2020), where halfway looks halfway. */

/** Red, green, blue, each 0 to 1, as on screen (sRGB). */
export type Colour = readonly [red: number, green: number, blue: number]

export interface Palette {
  /** From the zenith down to the horizon. */
  readonly sky: readonly Colour[]
  readonly light: Colour
  /** What distance fades into. */
  readonly haze: Colour
  /** The farthest land, that halfway, and the nearest. */
  readonly far: Colour
  readonly mid: Colour
  readonly near: Colour
  readonly cloudLight: Colour
  readonly cloudShade: Colour
  readonly water: Colour
  readonly snowLight: Colour
  readonly snowShade: Colour
  /** Moon and stars instead of the sun. */
  readonly isNight: boolean
  /** 0 to 1: how low the sun stands. */
  readonly lowSun: number
  /** 0 to 1: how clearly its disc shows. */
  readonly disc: number
}

type Hex = `#${string}`

interface Recipe {
  readonly words: readonly string[]
  readonly sky: readonly Hex[]
  readonly light: Hex
  readonly haze: Hex
  readonly far: Hex
  readonly mid: Hex
  readonly near: Hex
  readonly cloud: readonly [light: Hex, shade: Hex]
  readonly water: Hex
  readonly snow: readonly [light: Hex, shade: Hex]
  readonly isNight?: boolean
  readonly lowSun: number
  readonly disc?: number
}

const RECIPES = {
  ember: {
    words: ['dusk', 'sunset', 'evening', 'orange', 'fire', 'ember', 'warm', 'fox'],
    sky: ['#1d2250', '#3f3572', '#84457f', '#d9626a', '#f99b5e', '#ffd08a'],
    light: '#fff0c8',
    haze: '#f3a173',
    far: '#c4697a',
    mid: '#7a3f63',
    near: '#17122b',
    cloud: ['#ffb77c', '#6c3f76'],
    water: '#2b1f4a',
    snow: ['#ffd9c0', '#7b5c92'],
    lowSun: 1,
  },
  rose: {
    words: ['pink', 'rose', 'romantic', 'love', 'blossom', 'cherry', 'flower', 'cat'],
    sky: ['#37407a', '#6f629f', '#b57fa6', '#eba6a4', '#fdcdb0', '#ffe9cc'],
    light: '#fff4dd',
    haze: '#f4bfb0',
    far: '#b98aa6',
    mid: '#86598a',
    near: '#2a1d3c',
    cloud: ['#ffdcc6', '#a3789f'],
    water: '#4b3c68',
    snow: ['#ffe9df', '#9b86b4'],
    lowSun: 0.9,
  },
  dawn: {
    words: ['dawn', 'sunrise', 'morning', 'pastel', 'soft', 'gentle', 'watercolour', 'watercolor', 'gouache'],
    sky: ['#4f78b0', '#7fa0cb', '#b6c3db', '#e9cfcf', '#fbdcb9', '#fff0d0'],
    light: '#fff6e0',
    haze: '#efd3c4',
    far: '#a3a8c6',
    mid: '#63759f',
    near: '#21304c',
    cloud: ['#fff0dc', '#a9aecb'],
    water: '#57749c',
    snow: ['#fff1e6', '#9db0d2'],
    lowSun: 0.85,
  },
  day: {
    words: ['day', 'noon', 'summer', 'sunny', 'blue', 'clear', 'holiday', 'balloon', 'bright'],
    sky: ['#2467b3', '#4388cb', '#75abdd', '#a9ccea', '#d3e5ef', '#f0f3ea'],
    light: '#fffdf2',
    haze: '#cfe2ec',
    far: '#8fb2cb',
    mid: '#4d8f79',
    near: '#16383f',
    cloud: ['#ffffff', '#a5bfd8'],
    water: '#2b6f95',
    snow: ['#ffffff', '#a2c0e0'],
    lowSun: 0.2,
  },
  emerald: {
    words: ['green', 'forest', 'jungle', 'wood', 'woods', 'spring', 'fresh', 'emerald', 'meadow', 'garden'],
    sky: ['#3c7f93', '#6ea6a4', '#a4c8b2', '#d2ddb9', '#f0e9c4', '#fdf4d7'],
    light: '#fffbe6',
    haze: '#d9e3c2',
    far: '#8fb29f',
    mid: '#4c8f6d',
    near: '#0d2b2a',
    cloud: ['#fffbe8', '#9fc0b2'],
    water: '#2f6a68',
    snow: ['#fbfff0', '#9cc0b8'],
    lowSun: 0.6,
  },
  night: {
    words: ['night', 'moon', 'moonlight', 'midnight', 'stars', 'star', 'starry', 'dark', 'space', 'astronaut', 'dream'],
    sky: ['#050a1e', '#0a1534', '#11254f', '#1d3d6c', '#34608a', '#5e8ba4'],
    light: '#f4f1dc',
    haze: '#3c6688',
    far: '#2a4f75',
    mid: '#143458',
    near: '#030711',
    cloud: ['#5f86a8', '#142a4d'],
    water: '#0b1b38',
    snow: ['#bcd3e6', '#3f638d'],
    isNight: true,
    lowSun: 0.3,
  },
  violet: {
    words: ['purple', 'violet', 'magic', 'fantasy', 'neon', 'cyberpunk', 'synthwave', 'robot', 'city'],
    sky: ['#120f36', '#2b1e62', '#5b2f8c', '#a14aa6', '#e479ad', '#ffb9b4'],
    light: '#ffe9dc',
    haze: '#d583b4',
    far: '#8d58a8',
    mid: '#5a3386',
    near: '#0d0a22',
    cloud: ['#ff9fb8', '#4b2f86'],
    water: '#24185a',
    snow: ['#ffd3e2', '#7d63b8'],
    lowSun: 1,
  },
  storm: {
    words: ['storm', 'rain', 'fog', 'foggy', 'mist', 'misty', 'grey', 'gray', 'cloudy', 'melancholy', 'black'],
    sky: ['#3d5560', '#587079', '#7f9799', '#aebcb6', '#d6d9cc', '#efeadb'],
    light: '#fbf5e2',
    haze: '#cfd5cb',
    far: '#9aaba9',
    mid: '#56706c',
    near: '#10201f',
    cloud: ['#e2e4dc', '#5d7078'],
    water: '#4a6468',
    snow: ['#f4f5ef', '#93a8ab'],
    lowSun: 0.5,
    disc: 0.45,
  },
  autumn: {
    words: ['autumn', 'fall', 'october', 'harvest', 'gold', 'golden', 'amber', 'brown', 'vintage', 'oil'],
    sky: ['#5d7f9f', '#8ba3b2', '#bcc0b5', '#e7d2a8', '#f8cf8b', '#ffe2ae'],
    light: '#fff5d6',
    haze: '#eecb98',
    far: '#b99a86',
    mid: '#b0612f',
    near: '#351612',
    cloud: ['#fff0d0', '#a8a29d'],
    water: '#6b6f74',
    snow: ['#fff4de', '#b5a9a8'],
    lowSun: 0.8,
  },
  desert: {
    words: ['desert', 'dune', 'dunes', 'sand', 'sahara', 'canyon', 'mars', 'red', 'camel', 'cactus', 'egypt'],
    sky: ['#2c6597', '#5f93b2', '#a2b9b8', '#e1cfa9', '#f7c98c', '#fddfae'],
    light: '#fff4d8',
    haze: '#f0c08c',
    far: '#d79a72',
    mid: '#b5673f',
    near: '#5b231d',
    cloud: ['#fff2d9', '#c9b6a0'],
    water: '#4b7a86',
    snow: ['#ffe9c9', '#b97d62'],
    lowSun: 0.8,
  },
  ice: {
    words: [
      'snow',
      'winter',
      'ice',
      'icy',
      'frozen',
      'arctic',
      'christmas',
      'cold',
      'glacier',
      'polar',
      'penguin',
      'white',
    ],
    sky: ['#3f6aa3', '#6b93c2', '#9bb9da', '#c5d4e6', '#e9dfe2', '#fdebdc'],
    light: '#fffaf0',
    haze: '#d7e0ec',
    far: '#9fb4d1',
    mid: '#6286b0',
    near: '#1b2c4c',
    cloud: ['#ffffff', '#a4b9d6'],
    water: '#4c77a3',
    snow: ['#ffffff', '#8fadd4'],
    lowSun: 0.7,
  },
  lagoon: {
    words: [
      'sea',
      'ocean',
      'beach',
      'tropical',
      'island',
      'lagoon',
      'teal',
      'turquoise',
      'underwater',
      'fish',
      'whale',
      'boat',
    ],
    sky: ['#12466b', '#246f8b', '#529ea4', '#97c6b3', '#d6e0b8', '#fbeec2'],
    light: '#fff9dc',
    haze: '#b6d5bb',
    far: '#6ba5a4',
    mid: '#2c7480',
    near: '#08222f',
    cloud: ['#fff3d2', '#6ea3a8'],
    water: '#0f5066',
    snow: ['#f7fff0', '#86b9bd'],
    lowSun: 0.8,
  },
} as const satisfies Record<string, Recipe>

export type PaletteName = keyof typeof RECIPES
export const PALETTE_NAMES = Object.keys(RECIPES) as readonly PaletteName[]

const LIGHTS: ReadonlySet<PaletteName> = new Set(['night', 'ember', 'dawn', 'storm'])
const SEASONS: ReadonlySet<PaletteName> = new Set(['ice', 'autumn'])

/** The palette that the first telling word asks for; undefined when no word tells. */
export function paletteFor(words: readonly string[]): PaletteName | undefined {
  const told = PALETTE_NAMES.filter((name) =>
    (RECIPES[name].words as readonly string[]).some((word) => words.includes(word)),
  )
  // Light decides more than season, and season more than place: "a forest at dusk" is a picture of dusk.
  return told.find((name) => LIGHTS.has(name)) ?? told.find((name) => SEASONS.has(name)) ?? told[0]
}

export function paletteOf(name: PaletteName): Palette {
  const recipe: Recipe = RECIPES[name]
  return {
    sky: recipe.sky.map(parseHex),
    light: parseHex(recipe.light),
    haze: parseHex(recipe.haze),
    far: parseHex(recipe.far),
    mid: parseHex(recipe.mid),
    near: parseHex(recipe.near),
    cloudLight: parseHex(recipe.cloud[0]),
    cloudShade: parseHex(recipe.cloud[1]),
    water: parseHex(recipe.water),
    snowLight: parseHex(recipe.snow[0]),
    snowShade: parseHex(recipe.snow[1]),
    isNight: recipe.isNight === true,
    lowSun: recipe.lowSun,
    disc: recipe.disc ?? 1,
  }
}

export function parseHex(hex: Hex): Colour {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >>> 16) / 255, ((value >>> 8) & 0xff) / 255, (value & 0xff) / 255]
}

export function mix(a: Colour, b: Colour, amount: number): Colour {
  const from = toOklab(a)
  const to = toOklab(b)
  return fromOklab([
    from[0] + (to[0] - from[0]) * amount,
    from[1] + (to[1] - from[1]) * amount,
    from[2] + (to[2] - from[2]) * amount,
  ])
}

/** A table of `length` colours through the stops; three numbers each. */
export function ramp(stops: readonly Colour[], length: number): Float32Array {
  const table = new Float32Array(length * 3)
  for (let index = 0; index < length; index += 1) {
    const position = (index / (length - 1)) * (stops.length - 1)
    const stop = Math.min(stops.length - 2, Math.floor(position))
    const t = position - stop
    // A softened step keeps the stops from showing as bands.
    table.set(mix(stops[stop] as Colour, stops[stop + 1] as Colour, t * 0.6 + t * t * (3 - 2 * t) * 0.4), index * 3)
  }
  return table
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function toScreen(value: number): number {
  const kept = Math.min(1, Math.max(0, value))
  return kept <= 0.0031308 ? kept * 12.92 : 1.055 * kept ** (1 / 2.4) - 0.055
}

function toOklab([red, green, blue]: Colour): Colour {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function fromOklab([lightness, a, b]: Colour): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    toScreen(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toScreen(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toScreen(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}
