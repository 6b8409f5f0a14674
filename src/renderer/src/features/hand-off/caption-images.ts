/** Composes the captions of a contact sheet. Pure. */
import type { MicroUsd } from '@shared/pricing'
import type { RecipeFacts } from '@shared/recipe/recipe'
import type { Caption } from './choices'
import type { HandOffImage } from './model'

export interface CaptionWords {
  /** The name of the model that made it. */
  readonly findName: (image: HandOffImage) => string
  readonly formatMoney: (amount: MicroUsd) => string
  readonly formatDate: (at: number) => string
}

export interface CaptionText {
  readonly prompt: string
  /** Every image has the same number of lines, so rows are equally tall. */
  readonly facts: readonly string[]
}

interface CaptionParts {
  readonly captions: readonly Caption[]
  readonly words: CaptionWords
}

/** Captions that share a line. */
const LINES: readonly (readonly Caption[])[] = [
  ['number', 'model'],
  ['price', 'date'],
]

export function captionImages(
  images: readonly HandOffImage[],
  recipes: readonly (RecipeFacts | undefined)[],
  { captions, words }: CaptionParts,
): readonly CaptionText[] {
  const lines = LINES.map((line) => line.filter((caption) => captions.includes(caption))).filter(
    (line) => line.length > 0,
  )
  return images.map((image, index) => {
    const say = (caption: Caption): string => {
      switch (caption) {
        case 'prompt':
          return image.prompt
        case 'number':
          return String(index + 1)
        case 'model':
          return words.findName(image)
        case 'price':
          return sayPrice(recipes[index], words)
        case 'date':
          return words.formatDate(image.madeAt)
      }
    }
    return {
      prompt: captions.includes('prompt') ? say('prompt') : '',
      facts: lines.map((line) => line.map(say).filter(Boolean).join(' · ')),
    }
  })
}

/** Returns an image's share of its answer's cost. Empty if unknown. */
function sayPrice(recipe: RecipeFacts | undefined, { formatMoney }: CaptionWords): string {
  return recipe?.cost === undefined ? '' : formatMoney(Math.round(recipe.cost / recipe.count))
}
