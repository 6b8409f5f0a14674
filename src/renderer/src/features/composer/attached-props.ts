import type { Model } from '@shared/catalogue'
import type { InputImage } from '@shared/request'
import type { Ask } from './several'

/** The attachments of the next message and the models it's for. */
export interface AttachedProps {
  readonly images: readonly InputImage[]
  /** What all chosen models have in common. Undefined if there are none. */
  readonly model: Model | undefined
  readonly asks: readonly Ask[]
  /** What the images add to the price. */
  readonly added: string | undefined
  readonly onChange: (images: readonly InputImage[]) => void
  /** The same images in a new order; focus stays. */
  readonly onReorder: (images: readonly InputImage[]) => void
}
