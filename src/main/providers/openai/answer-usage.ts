/**
 * What was counted for an answer with several pictures.
 *
 * [Note: Several counts in one answer] Each picture that a streamed answer completes comes with a `usage` of its own, and
 * it is written nowhere whether that counts this picture or the whole request. Taking one of several may show a fraction of
 * what was billed, which is the one mistake that must not be made in silence. So they are added up, and the sum says that
 * it is one, unless it is plain that each of them is the whole: all alike, and as large as the published formula makes
 * all the pictures together.
 */
import { findImageModel } from '@shared/catalogue'
import { dimensionsOf } from '@shared/image-options'
import { imageOutputTokens, TOKENS_PER_PREVIEW, type Usage } from '@shared/pricing'
import type { ImageRequest } from '@shared/run'

/** The formula is exact where it was measured; a tenth is far from the next possible reading. */
const NEARLY = 0.9

/**
 * `counts`: one for each completed picture, in order, undefined where none came with it. `previews`: how many came.
 * Undefined when nothing, or only a part, was counted.
 */
export function usageOfAnswer(
  counts: readonly (Usage | undefined)[],
  previews: number,
  request: ImageRequest,
): Usage | undefined {
  const usage = totalOf(counts, request)
  const ofPreviews = usage && Math.min(usage.imageOut, previews * TOKENS_PER_PREVIEW)
  return ofPreviews ? { ...usage, previews: ofPreviews } : usage
}

function totalOf(counts: readonly (Usage | undefined)[], request: ImageRequest): Usage | undefined {
  const given = counts.filter((count) => count !== undefined)
  const last = counts.at(-1)
  // Told once, at the end: the whole.
  if (given.length === 1 && last) return last
  if (!last || given.length < counts.length) return undefined
  return areEachTheWhole(given, request) ? last : given.reduce(add)
}

function areEachTheWhole(counts: readonly Usage[], request: ImageRequest): boolean {
  const first = counts[0]
  const expected = tokensPerImage(request)
  if (!first || expected === undefined || counts.some((count) => !isSame(count, first))) return false
  return first.imageOut >= NEARLY * counts.length * expected
}

/** What one picture takes by the published formula; undefined where the model chooses, or none is published. */
function tokensPerImage({ model, options }: ImageRequest): number | undefined {
  const base = findImageModel(model)?.tokenBases?.[options.quality]
  const dimensions = dimensionsOf(options.size)
  return typeof base === 'number' && dimensions ? imageOutputTokens(base, dimensions) : undefined
}

function isSame(one: Usage, other: Usage): boolean {
  return (
    one.textIn === other.textIn &&
    one.imageIn === other.imageIn &&
    one.imageOut === other.imageOut &&
    one.textOut === other.textOut
  )
}

function add(one: Usage, other: Usage): Usage {
  return {
    textIn: one.textIn + other.textIn,
    imageIn: one.imageIn + other.imageIn,
    imageOut: one.imageOut + other.imageOut,
    textOut: one.textOut + other.textOut,
    counts: (one.counts ?? 1) + 1,
  }
}
