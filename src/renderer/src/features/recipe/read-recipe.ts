/**
 * Reads prompt and settings from a file that the user dropped or picked.
 *
 * [Note: Dropped files stay in the page] The page is sandboxed and received only this file, so main never opens a path
 * named by the page, and no bytes are sent. A hostile file meets a reader with limits and a parser with a schema, and
 * at worst ends up as text in the message box.
 */
import { z } from 'zod'
import { findXmp } from '@shared/image-file/find-xmp'
import { LONGEST_RECIPE_PROMPT } from '@shared/recipe/recipe'
import { recipeTextIn } from '@shared/recipe/xmp'
import { IMAGE_FORMATS } from '@shared/image-formats'
import { DEFAULT_IMAGE_OPTIONS, type AspectRatio, type ImageOptions, type ImageSize } from '@shared/image-options'

// The page's policy forbids zod's compiled code, and the mere attempt would be reported.
z.config({ jitless: true })

/** The parts of a recipe that can be reused. */
export interface FileRecipe {
  readonly prompt: string
  readonly model?: { readonly id: string; readonly name: string } | undefined
  readonly options?: ImageOptions | undefined
}

export type RecipeReading =
  | { readonly kind: 'recipe'; readonly recipe: FileRecipe }
  /** Not a supported image; an image without a recipe; a damaged image or recipe. */
  | { readonly kind: 'not-an-image' | 'none' | 'unreadable' }

/** Reads only small parts of the file, except for SVGs, which it reads completely. */
export async function readRecipe(file: Blob): Promise<RecipeReading> {
  const found = await findXmp({
    size: file.size,
    read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
  })
  if (found.kind === 'damaged') return { kind: 'unreadable' }
  if (found.kind !== 'packets') return { kind: found.kind }
  const texts = found.packets.map(recipeTextIn)
  const text = texts.find(({ kind }) => kind === 'text') ?? texts.find(({ kind }) => kind === 'unreadable')
  if (!text) return { kind: 'none' }
  const recipe = text.kind === 'text' ? parse(text.text) : undefined
  return recipe ? { kind: 'recipe', recipe } : { kind: 'unreadable' }
}

const { size, quality, format, compression, background, moderation, count, previews } = DEFAULT_IMAGE_OPTIONS

/** Ignores fields that a newer Easel may have added. Invalid values become the default. */
const options = z.object({
  size: z
    .string()
    .regex(/^(auto|[1-9]\d{0,4}x[1-9]\d{0,4})$/)
    .transform((value) => value as ImageSize)
    .catch(size),
  aspectRatio: z
    .string()
    .regex(/^[1-9]\d?:[1-9]\d?$/)
    .transform((value) => value as AspectRatio)
    .optional()
    .catch(undefined),
  resolution: z.enum(['1K', '2K', '4K']).optional().catch(undefined),
  quality: z.enum(['auto', 'low', 'medium', 'high', 'xhigh', 'max']).catch(quality),
  format: z.enum(IMAGE_FORMATS).catch(format),
  compression: z.number().int().min(0).max(100).catch(compression),
  background: z.enum(['auto', 'opaque', 'transparent']).catch(background),
  moderation: z.enum(['auto', 'low']).catch(moderation),
  count: z.number().int().min(1).max(10).catch(count),
  previews: z.number().int().min(0).max(3).catch(previews),
})

const schema = z.object({
  prompt: z.string().max(LONGEST_RECIPE_PROMPT).regex(/\S/),
  model: z
    .object({ id: z.string().max(300), name: z.string().max(300) })
    .optional()
    .catch(undefined),
  requested: options.optional().catch(undefined),
})

function parse(text: string): FileRecipe | undefined {
  try {
    const { prompt, model, requested } = schema.parse(JSON.parse(text))
    return { prompt, ...(model && { model }), ...(requested && { options: requested }) }
  } catch {
    return undefined
  }
}
