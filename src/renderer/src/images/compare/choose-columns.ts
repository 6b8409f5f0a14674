import type { Dimensions } from '@shared/image-options'

/** Returns how many columns show the images largest in this room. All cells have the same size. */
export function chooseColumns(images: readonly Dimensions[], room: Dimensions): number {
  const ratio = images.reduce((sum, { width, height }) => sum + width / height, 0) / Math.max(1, images.length)
  const counts = images.map((_, index) => index + 1)
  const measure = (columns: number): number => {
    const rows = Math.ceil(images.length / columns)
    return Math.min(room.width / columns, (room.height / rows) * ratio)
  }
  return counts.reduce((best, columns) => (measure(columns) > measure(best) ? columns : best), 1)
}
