import type { Model } from '@shared/catalogue'
import type { InputImage } from '@shared/request'
import type { Ask } from './several'

/** What goes along with the next message, and what is asked with it. */
export interface AttachedProps {
  readonly images: readonly InputImage[]
  /** What all models that are asked have in common. Undefined where there is none. */
  readonly model: Model | undefined
  readonly asks: readonly Ask[]
  /** What the images add to the price. */
  readonly added: string | undefined
  readonly onChange: (images: readonly InputImage[]) => void
  /** The same images in another order: the focus stays where it is. */
  readonly onReorder: (images: readonly InputImage[]) => void
}
