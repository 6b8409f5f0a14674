/** Turns what was chosen in the dialog into what main is asked for. */
import type { HandOffFile, HandOffOrder } from '@shared/hand-off/order'
import type { RecipeFacts } from '@shared/recipe/recipe'
import { formatFileTime } from '@/lib/format-file-time'
import type { Choices } from './choices'
import type { HandOffImage } from './model'
import { nameFile } from './name-files'

export interface OrderParts {
  readonly id: string
  readonly choices: Choices
  readonly images: readonly HandOffImage[]
  /** One by one. */
  readonly recipes: readonly (RecipeFacts | undefined)[]
  readonly findName: (image: HandOffImage) => string
  readonly now: number
}

export function createOrder({ id, choices, images, recipes, findName, now }: OrderParts): HandOffOrder {
  const { kind, template, hasSidecars, keepsRecipes } = choices
  const count = images.length
  return {
    id,
    suggestedName: `Easel ${formatFileTime(now)[0]}`,
    form: {
      kind,
      hasSidecars,
      keepsRecipes,
      files: images.map((image, index) => {
        const name = nameFile(template, image, { index, count, findName })
        const recipe = recipes[index]
        return { hash: image.image.hash, name, ...(recipe && { recipe }), about: describe(image) }
      }),
    },
  }
}

function describe({ image, chat, rating, collections }: HandOffImage): HandOffFile['about'] {
  return {
    id: image.attachmentId,
    ...(chat !== undefined && { chat }),
    ...(rating !== undefined && { rating }),
    ...(collections.length > 0 && { collections }),
  }
}
