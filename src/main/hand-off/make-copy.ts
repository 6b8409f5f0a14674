/**
 * Makes an exported copy of one image, with its prompt and settings or without any metadata, and a sidecar with its
 * facts.
 */
import { inspectImage } from '@shared/image-file/inspect-image'
import { stripMetadata } from '@shared/image-file/strip-metadata'
import type { HandOffFile } from '@shared/hand-off/order'
import type { StoredFormat } from '@shared/image-options'
import type { ObjectStore } from '../objects/object-store'
import { createRecipe } from '../objects/recipe/create-recipe'
import { embedRecipe } from '../objects/recipe/embed-recipe'

export interface CopyParts {
  readonly objects: Pick<ObjectStore, 'read'>
  /** The name of the program, for recipes. */
  readonly tool: string
}

type CopiedFile = Pick<HandOffFile, 'hash' | 'recipe'> & Partial<Pick<HandOffFile, 'about'>>

export interface CopyWishes {
  readonly hasSidecars: boolean
  readonly keepsRecipes: boolean
}

export interface Copy {
  readonly bytes: Uint8Array
  readonly format: StoredFormat
  /** Returns the text of the JSON file next to the image, given the image's file name. */
  readonly sidecar: ((fileName: string) => string) | undefined
}

/**
 * Returns undefined if the image's file is missing or damaged. The stored file doesn't change. Without recipes,
 * metadata is removed from PNG, JPEG and WebP, except where the image would be rotated without it.
 */
export async function makeCopy(file: CopiedFile, wishes: CopyWishes, parts: CopyParts): Promise<Copy | undefined> {
  const stored = await parts.objects.read(file.hash)
  if (!stored) return undefined
  const image = await inspectImage(stored.bytes).catch(() => undefined)
  if (!image) return undefined
  const recipe = file.recipe && createRecipe(file.recipe, image)
  const withRecipe = wishes.keepsRecipes && recipe ? await embedRecipe(stored.bytes, recipe, parts.tool) : undefined
  const stripped = wishes.keepsRecipes ? undefined : await strip(stored.bytes)
  const sidecar = {
    sha256: file.hash,
    width: image.width,
    height: image.height,
    format: stored.format,
    ...file.about,
    ...(recipe && { recipe }),
  }
  return {
    bytes: withRecipe ?? stripped ?? stored.bytes,
    format: stored.format,
    sidecar: wishes.hasSidecars
      ? (fileName) => `${JSON.stringify({ version: 1, file: fileName, ...sidecar }, undefined, 2)}\n`
      : undefined,
  }
}

async function strip(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const stripped = await stripMetadata(bytes).catch(() => undefined)
  return stripped?.orientation === 1 ? stripped.bytes : undefined
}
