/**
 * Determines the usage of an answer with several images.
 *
 * [Note: Several counts in one answer] Each completed image in a streamed answer has its own `usage`, and no service
 * documents whether that counts this image or the whole request. Using only one count could show a fraction of what was
 * billed, and that must not happen silently. So the counts are added up and the total is marked as a sum, unless each
 * is clearly the whole: all equal, and as large as all images together by the published formula.
 */
import { findImageModel } from '@shared/catalogue'
import { getDimensions } from '@shared/image-options'
import { imageOutputTokens, TOKENS_PER_PREVIEW } from '@shared/pricing'
import { addUsage, countSummands, countTokens, createTokenUsage, type Usage } from '@shared/usage'
import type { ImageRequest } from '@shared/request'

/** The formula is exact in all measurements. A tenth is far from the next possible interpretation. */
const NEARLY = 0.9

/**
 * `counts`: one per completed image, in order; undefined for an image without one. `previews`: how many arrived.
 * Returns undefined if usage is missing or incomplete.
 */
export function computeAnswerUsage(
  counts: readonly (Usage | undefined)[],
  previews: number,
  request: ImageRequest,
): Usage | undefined {
  const usage = combineCounts(counts, request)
  const imageOut = countTokens(usage, 'imageOut')
  const ofPreviews = Math.min(imageOut, previews * TOKENS_PER_PREVIEW)
  if (!usage || ofPreviews === 0) return usage
  // The provider doesn't count previews separately, so their tokens are computed from the published number per preview.
  const counted = countSummands(usage)
  const tokens = {
    ...Object.fromEntries(usage.map(({ what, quantity }) => [what, quantity])),
    imageOut: imageOut - ofPreviews,
    previews: ofPreviews,
  }
  return createTokenUsage({ ...tokens, ...(counted !== undefined && { counts: counted }) })
}

function combineCounts(counts: readonly (Usage | undefined)[], request: ImageRequest): Usage | undefined {
  const given = counts.filter((count) => count !== undefined)
  const last = counts.at(-1)
  // Reported once, at the end: it covers the whole answer.
  if (given.length === 1 && last) return last
  if (!last || given.length < counts.length) return undefined
  if (areEachTheWhole(given, request)) return last
  return given.reduce(addUsage).map((line) => ({ ...line, counts: given.length }))
}

function areEachTheWhole(counts: readonly Usage[], request: ImageRequest): boolean {
  const first = counts[0]
  const expected = computeTokensPerImage(request)
  if (!first || expected === undefined || counts.some((count) => !isSame(count, first))) return false
  return countTokens(first, 'imageOut') >= NEARLY * counts.length * expected
}

/**
 * Computes the tokens of one image by the published formula. Undefined if the model chooses the quality or size, or no
 * formula is published.
 */
function computeTokensPerImage({ model, options }: ImageRequest): number | undefined {
  const base = findImageModel(model)?.tokenBases?.[options.quality]
  const dimensions = getDimensions(options.size)
  return typeof base === 'number' && dimensions ? imageOutputTokens(base, dimensions) : undefined
}

function isSame(one: Usage, other: Usage): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
