/** What could be requested instead after a failure: the same prompt with one thing changed. Pure. */
import { findModel, listModels, RECOMMENDED_MODEL, type ImageModel, type Model, type ModelId } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { getLifetime, resolveMeaning } from '@shared/catalogue/offers'
import { fitOptions } from '@shared/catalogue/options'
import {
  changeOptions,
  DEFAULT_IMAGE_OPTIONS,
  getDimensions,
  type ImageOptions,
  type ImageQuality,
} from '@shared/image-options'
import type { AssistantMessage } from '../model'

export type Asked = Pick<AssistantMessage, 'model' | 'options'>

export interface RequestChange {
  readonly model?: ModelId
  readonly options?: ImageOptions
}

const BEST_FIRST: readonly ImageQuality[] = ['max', 'xhigh', 'high', 'medium', 'low']

/** The size that every model makes, if that is smaller than the requested one. */
export function smallerSize({ model: id, options }: Asked, find: ModelFinder = findModel): RequestChange | undefined {
  const model = findImageModel(id, find)
  const { size } = DEFAULT_IMAGE_OPTIONS
  if (model?.resolutions && options) {
    const [smallest] = model.resolutions
    const isSmallest = smallest === undefined || options.resolution === smallest
    return isSmallest ? undefined : { options: fitOptions(model, { ...options, resolution: smallest }) }
  }
  if (!model || !options || !model.sizes.includes(size)) return undefined
  return countPixels(options.size) > countPixels(size) ? { options: { ...options, size } } : undefined
}

/** The next lower quality; for "auto", which may be any, the usual one. */
export function lowerQuality({ model: id, options }: Asked, find: ModelFinder = findModel): RequestChange | undefined {
  const model = findImageModel(id, find)
  if (!model || !options) return undefined
  const below =
    options.quality === 'auto' ? ['medium' as const] : BEST_FIRST.slice(BEST_FIRST.indexOf(options.quality) + 1)
  const quality = below.find((candidate) => model.qualities.includes(candidate))
  return quality && { options: { ...options, quality } }
}

/** Resets one option to its default, if it was changed. */
export function defaultOption(
  { model: id, options }: Asked,
  option: keyof ImageOptions,
  find: ModelFinder = findModel,
): RequestChange | undefined {
  const model = findImageModel(id, find)
  if (!model || !options) return undefined
  const usual = { ...DEFAULT_IMAGE_OPTIONS, aspectRatio: '1:1', resolution: model.resolutions?.[0] } as const
  const changed = fitOptions(model, changeOptions(options, { [option]: usual[option] }))
  return changed[option] === options[option] ? undefined : { options: changed }
}

/**
 * Another model of the same provider and kind that is still available: the successor, the recommended one, or else the
 * first in the list.
 */
export function otherModel({ model: id, options }: Asked, now: number): RequestChange | undefined {
  const failed = findModel(id)
  if (!failed) return undefined
  const firstChoices = [failed.successor, RECOMMENDED_MODEL].map((candidate) => candidate && findModel(candidate))
  const other = [...firstChoices, ...listModels()].find((model) => model && couldReplace(model, failed, now))
  if (!other) return undefined
  return {
    model: resolveMeaning(other),
    ...(other.kind === 'image' && options && { options: fitOptions(other, options) }),
  }
}

function findImageModel(id: ModelId, find: ModelFinder): ImageModel | undefined {
  const model = find(id)
  return model?.kind === 'image' ? model : undefined
}

/** Two names may mean the same model if one is an alias. */
function couldReplace(model: Model, failed: Model, now: number): boolean {
  const isAnother = model.wireName !== failed.wireName && getLifetime(model, now) === 'running'
  return isAnother && model.kind === failed.kind && model.connection === failed.connection && !isTool(model)
}

/** A tool makes something other than what was requested. */
function isTool(model: Model): boolean {
  return model.kind === 'image' && model.tool !== undefined
}

/** "auto" counts as infinitely large. */
function countPixels(size: ImageOptions['size']): number {
  const dimensions = getDimensions(size)
  return dimensions ? dimensions.width * dimensions.height : Number.POSITIVE_INFINITY
}
