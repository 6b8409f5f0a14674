/**
 * Determines the usage of an answer with several images.
 *
 * [Note: Several counts in one answer] Each image that a streamed answer completes has its own `usage`, and no
 * service documents whether that counts this image or the whole request. Using one of several counts could show a
 * fraction of what was billed, and that mistake must not happen silently. So the counts are added up, and the total is
 * marked as a sum, unless each of them is plainly the whole: all equal, and as large as all images together by the
 * published formula.
 */
import { findImageModel } from '@shared/catalogue'
import { getDimensions } from '@shared/image-options'
import { imageOutputTokens, TOKENS_PER_PREVIEW } from '@shared/pricing'
import { addUsage, countSummands, countTokens, createTokenUsage, type Usage } from '@shared/usage'
import type { ImageRequest } from '@shared/request'

/** The formula is exact where it was measured. A tenth is far from the next possible reading. */
const NEARLY = 0.9

/**
 * `counts`: one per completed image, in order, undefined where it came without. `previews`: how many arrived. Undefined
 * when usage is missing or incomplete.
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
  // The provider doesn't count previews separately: they are computed from its price for them.
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
  // Reported once, at the end: the count of the whole answer.
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

/** The tokens of one image by the published formula. Undefined where the model chooses, or no formula is published. */
function computeTokensPerImage({ model, options }: ImageRequest): number | undefined {
  const base = findImageModel(model)?.tokenBases?.[options.quality]
  const dimensions = getDimensions(options.size)
  return typeof base === 'number' && dimensions ? imageOutputTokens(base, dimensions) : undefined
}

function isSame(one: Usage, other: Usage): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
