/** The options of image models, named as in the API. The screen shows these names. */

export type ImageSize = 'auto' | `${number}x${number}`
export type ImageQuality = 'auto' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'
export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'svg'
/** Everything that Chromium shows: services may send any of it, whatever format was requested. */
export type StoredFormat = ImageFormat | 'avif' | 'gif' | 'bmp'
export type MediaType = `image/${StoredFormat}` | 'image/svg+xml'

/** The media type of a file for HTTP. */
export function getMediaType(format: StoredFormat): MediaType {
  return format === 'svg' ? 'image/svg+xml' : `image/${format}`
}

export type ImageBackground = 'auto' | 'opaque' | 'transparent'
export type ImageModeration = 'auto' | 'low'
/** "16:9" is width to height. */
export type AspectRatio = `${number}:${number}`
/** About 1024, 2048 and 4096 pixels per side of a square. */
export type ImageResolution = '1K' | '2K' | '4K'

export interface ImageOptions {
  /** For a model with aspect ratios, approximately what `aspectRatio` and `resolution` result in. */
  readonly size: ImageSize
  /** For models that have aspect ratios instead of sizes. If set, this and `resolution` apply, not `size`. */
  readonly aspectRatio?: AspectRatio
  readonly resolution?: ImageResolution
  readonly quality: ImageQuality
  readonly format: ImageFormat
  /** A percentage, 0 to 100, for jpeg and webp only. */
  readonly compression: number
  readonly background: ImageBackground
  readonly moderation: ImageModeration
  /** Images per answer. */
  readonly count: number
  /** Partial images during generation, 0 to 3. */
  readonly previews: number
}

export const DEFAULT_IMAGE_OPTIONS: ImageOptions = {
  size: '1024x1024',
  quality: 'medium',
  format: 'png',
  compression: 100,
  background: 'auto',
  moderation: 'auto',
  count: 1,
  previews: 2,
}

export function areSameOptions(one: ImageOptions, other: ImageOptions): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof ImageOptions)[]
  return names.every((name) => one[name] === other[name])
}

/** Changes some options. Choosing a size removes a shape that was chosen for another model. */
export function changeOptions(options: ImageOptions, part: Partial<ImageOptions>): ImageOptions {
  if (part.size === undefined) return { ...options, ...part }
  const { aspectRatio: _ratio, resolution: _resolution, ...others } = options
  return { ...others, ...part }
}

/** Returns "1536x1024", or "16:9, 2K" for models with shapes. */
export function nameShape({ size, aspectRatio, resolution }: ImageOptions): string {
  if (aspectRatio === undefined) return size
  return resolution === undefined ? aspectRatio : `${aspectRatio}, ${resolution}`
}

export interface Dimensions {
  readonly width: number
  readonly height: number
}

/** Returns width and height of a size such as "1536x1024". Undefined for "auto". */
export function getDimensions(size: ImageSize): Dimensions | undefined {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(size)
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined
}
