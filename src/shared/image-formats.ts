/** Kept apart from the options, which the page needs for its first paint. */
import type { ImageFormat, StoredFormat } from './image-options'

export const IMAGE_FORMATS = ['png', 'jpeg', 'webp', 'svg'] as const satisfies readonly ImageFormat[]
export const STORED_FORMATS = [...IMAGE_FORMATS, 'avif', 'gif', 'bmp'] as const satisfies readonly StoredFormat[]
