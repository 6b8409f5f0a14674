/**
 * The images being dragged from a part of the window outside the conversation. Dropped on the window they arrive as
 * files, but Easel already has them.
 */
import type { InputImage } from '@shared/request'

let dragged: { readonly id: string; readonly images: readonly InputImage[] } | undefined

/** Notes the images of a drag. `id`: the image under the pointer. */
export function noteDragged(id: string, images: readonly InputImage[]): void {
  dragged = { id, images }
}

/** Returns the noted images; empty if this image wasn't noted or was part of an earlier drag. */
export function readDragged(id: string): readonly InputImage[] {
  return dragged?.id === id ? dragged.images : []
}
