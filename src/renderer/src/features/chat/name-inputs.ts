import type { Translate } from '@/i18n'
import { isOverlay } from '@shared/catalogue/inputs'
import type { InputImage } from '@shared/request'

export interface NamedInput {
  readonly image: InputImage
  readonly name: string
}

/** Names the images of a question. They are numbered as a prompt can refer to them, so a mask has no number. */
export function nameInputs(inputs: readonly InputImage[], t: Translate): readonly NamedInput[] {
  const images = inputs.filter(({ role }) => !isOverlay(role))
  return inputs.map((image) => ({
    image,
    name: isOverlay(image.role)
      ? t(image.role === 'markup' ? 'markup.ofQuestion' : 'mask.ofQuestion')
      : t('answer.attachedImage', { number: images.indexOf(image) + 1 }),
  }))
}
