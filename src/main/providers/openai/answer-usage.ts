/**
 * Determines the usage of an answer with several images.
 *
 * [Note: Several counts in one answer] Each image that a streamed answer completes has its own `usage`, and OpenAI
 * doesn't document whether that counts this image or the whole request. Using one of several counts could show a
 * fraction of what was billed, and that mistake must not happen silently. So the counts are added up, and the total is
 * marked as a sum, unless each of them is plainly the whole: all equal, and as large as all images together by the
 * published formula.
 */
import { findImageModel } from '@shared/catalogue'
import { getDimensions } from '@shared/image-options'
import { imageOutputTokens, TOKENS_PER_PREVIEW, type Usage } from '@shared/pricing'
import type { ImageRequest } from '@shared/run'

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
  const usage = addUpUsage(counts, request)
  const ofPreviews = usage && Math.min(usage.imageOut, previews * TOKENS_PER_PREVIEW)
  return ofPreviews ? { ...usage, previews: ofPreviews } : usage
}

function addUpUsage(counts: readonly (Usage | undefined)[], request: ImageRequest): Usage | undefined {
  const given = counts.filter((count) => count !== undefined)
  const last = counts.at(-1)
  // Reported once, at the end: the count of the whole answer.
  if (given.length === 1 && last) return last
  if (!last || given.length < counts.length) return undefined
  return areEachTheWhole(given, request) ? last : given.reduce(add)
}

function areEachTheWhole(counts: readonly Usage[], request: ImageRequest): boolean {
  const first = counts[0]
  const expected = computeTokensPerImage(request)
  if (!first || expected === undefined || counts.some((count) => !isSame(count, first))) return false
  return first.imageOut >= NEARLY * counts.length * expected
}

/** The tokens of one image by the published formula. Undefined where the model chooses, or no formula is published. */
function computeTokensPerImage({ model, options }: ImageRequest): number | undefined {
  const base = findImageModel(model)?.tokenBases?.[options.quality]
  const dimensions = getDimensions(options.size)
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
