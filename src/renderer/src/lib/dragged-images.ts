/**
 * The images that are being dragged from a part of the window that isn't the conversation: they come back as files when they
 * are dropped on the window, and are known already.
 */
import type { InputImage } from '@shared/request'

let dragged: { readonly id: string; readonly images: readonly InputImage[] } | undefined

/** `id`: of the image under the pointer. */
export function noteDragged(id: string, images: readonly InputImage[]): void {
  dragged = { id, images }
}

/** Empty for an image that wasn't noted, or is of an earlier drag. */
export function readDragged(id: string): readonly InputImage[] {
  return dragged?.id === id ? dragged.images : []
}
