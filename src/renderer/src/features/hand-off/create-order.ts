/** Converts the dialog's choices into the order for main. */
import { assertNever } from '@shared/assert-never'
import { LONGEST_CAPTION, type HandOffFile, type HandOffForm, type HandOffOrder } from '@shared/hand-off/order'
import type { RecipeFacts } from '@shared/recipe/recipe'
import { formatFileTime } from '@/lib/format-file-time'
import { captionImages, type CaptionWords } from './caption-images'
import type { Choices } from './choices'
import type { HandOffImage } from './model'
import { nameFile } from './name-files'

export interface OrderParts {
  readonly id: string
  readonly choices: Choices
  readonly images: readonly HandOffImage[]
  /** One per image. */
  readonly recipes: readonly (RecipeFacts | undefined)[]
  readonly words: CaptionWords
  /** The name of a contact sheet, before the date. */
  readonly sheetName: string
  readonly now: number
}

export function createOrder({ id, now, ...parts }: OrderParts): HandOffOrder {
  const isSheet = parts.choices.kind === 'pdf' || parts.choices.kind === 'png'
  const [day] = formatFileTime(now)
  return { id, suggestedName: isSheet ? `${parts.sheetName} ${day}` : `Easel ${day}`, form: createForm(parts) }
}

function createForm({ choices, images, recipes, words }: Omit<OrderParts, 'id' | 'now' | 'sheetName'>): HandOffForm {
  const { kind, columns, theme } = choices
  const createCells = () =>
    captionImages(images, recipes, { captions: choices.captions, words }).map((cell, index) => {
      const { hash, width, height } = images[index]!.image
      return { hash, width, height, ...cell, prompt: cell.prompt.slice(0, LONGEST_CAPTION) }
    })
  switch (kind) {
    case 'folder':
    case 'zip':
      return {
        kind,
        hasSidecars: choices.hasSidecars,
        keepsRecipes: choices.keepsRecipes,
        files: createFiles(choices, images, recipes, words),
      }
    case 'pdf':
      return {
        kind,
        paper: choices.paper,
        isLandscape: choices.isLandscape,
        columns,
        theme,
        cells: createCells(),
      }
    case 'png':
      return { kind, width: choices.width, columns, theme, cells: createCells() }
    default:
      return assertNever(kind)
  }
}

function createFiles(
  { template }: Choices,
  images: readonly HandOffImage[],
  recipes: OrderParts['recipes'],
  { findName }: CaptionWords,
): readonly HandOffFile[] {
  return images.map((image, index) => {
    const name = nameFile(template, image, { index, count: images.length, findName })
    const recipe = recipes[index]
    return { hash: image.image.hash, name, ...(recipe && { recipe }), about: describe(image) }
  })
}

function describe({ image, chat, rating, collections }: HandOffImage): HandOffFile['about'] {
  return {
    id: image.attachmentId,
    ...(chat !== undefined && { chat }),
    ...(rating !== undefined && { rating }),
    ...(collections.length > 0 && { collections }),
  }
}
