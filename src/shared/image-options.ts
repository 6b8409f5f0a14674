/** The options of image models, in the words of the API. The screen shows the option names as they are. */

export type ImageSize = 'auto' | `${number}x${number}`
export type ImageQuality = 'auto' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'
export type ImageFormat = 'png' | 'jpeg' | 'webp'
/** What services send, whatever was asked for: all that Chromium shows, except formats that can contain scripts (SVG). */
export type StoredFormat = ImageFormat | 'avif' | 'gif' | 'bmp'
export type ImageBackground = 'auto' | 'opaque' | 'transparent'
export type ImageModeration = 'auto' | 'low'

export interface ImageOptions {
  readonly size: ImageSize
  readonly quality: ImageQuality
  readonly format: ImageFormat
  /** A percentage, 0 to 100, for jpeg and webp only. */
  readonly compression: number
  readonly background: ImageBackground
  readonly moderation: ImageModeration
  /** Images per answer. */
  readonly count: number
  /** Partial images while it's generated, 0 to 3. */
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
  return Object.entries(one).every(([name, value]) => other[name as keyof ImageOptions] === value)
}

export interface Dimensions {
  readonly width: number
  readonly height: number
}

/** Width and height of a size such as "1536x1024". Undefined for "auto". */
export function getDimensions(size: ImageSize): Dimensions | undefined {
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(size)
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined
}
