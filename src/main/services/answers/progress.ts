/**
 * Tells an image on its way from an image that is the result. A preview that was taken for the result would end the answer
 * before the image that is paid for has come, or hide that it never came.
 *
 * Most services name their previews. Others say in the name of the event, or in a field, that the work goes on.
 */
import { isRecord } from '../json'

/** Names of events, such as `image_generation.partial_image`, "progress", `image.intermediate`. */
const UNFINISHED_TYPE =
  /(?:^|[._\-/ ])(?:partial|preview|progress|processing|generating|intermediate|draft|thumbnail|step|sampling|denoising)(?:$|[._\-/ ])/i
const UNFINISHED_STATE =
  /^(?:partial|preview|(?:in[ _-]?)?progress|processing|generating|running|intermediate|draft|queued|pending|started)$/i
const STATE_FIELDS = ['status', 'state'] as const
const PREVIEW_FIELDS = ['partial', 'is_partial', 'isPartial', 'preview', 'is_preview', 'isPreview'] as const
const DONE_FIELDS = ['done', 'final', 'is_final', 'isFinal', 'finished', 'is_finished', 'completed'] as const

/** The image endpoint's own event, which brings one image. */
export function isFinished(type: string): boolean {
  return /^image_(?:generation|edit)\.completed$/.test(type)
}

/** Whether the name of an event says that its image isn't the result yet. */
export function isUnfinishedType(type: string): boolean {
  return UNFINISHED_TYPE.test(type)
}

/** Whether an event, or a part of it, says that its image isn't the result yet. `type`: its name, if it isn't in a field. */
export function isUnfinished(json: Record<string, unknown>, type = ''): boolean {
  const name = typeof json['type'] === 'string' ? json['type'] : type
  // The image tool's item has an image only once it's made, and its status isn't always up to date.
  if (isFinished(name) || name === 'image_generation_call') return false
  return (
    isUnfinishedType(name) ||
    typeof json['partial_image_index'] === 'number' ||
    STATE_FIELDS.some((field) => isUnfinishedState(json[field])) ||
    PREVIEW_FIELDS.some((field) => json[field] === true) ||
    DONE_FIELDS.some((field) => json[field] === false) ||
    isBeforeTheEnd(json['progress'])
  )
}

/** Whether an event, or a part of it, is a preview by its own name, and not only beside a status. */
export function isNamedPreview(json: unknown): boolean {
  if (!isRecord(json)) return false
  return isUnfinishedType(String(json['type'] ?? '')) || typeof json['partial_image_index'] === 'number'
}

function isUnfinishedState(value: unknown): boolean {
  return typeof value === 'string' && UNFINISHED_STATE.test(value)
}

/** As a share, or in per cent: 1 is the end of the one and the beginning of the other, and taken for the end. */
function isBeforeTheEnd(progress: unknown): boolean {
  const share = isRecord(progress) ? progress['percent'] : progress
  return typeof share === 'number' && share >= 0 && share < 100 && share !== 1
}

/** The same in a text that can't be parsed: what is written around an image in its own object. */
export function saysUnfinished(text: string): boolean {
  return /partial_?image|["'](?:is_?)?(?:partial|preview)["']\s*:\s*true/i.test(text) || hasUnfinishedName(text)
}

function hasUnfinishedName(text: string): boolean {
  return [...text.matchAll(/["'](type|event|status|state)["']\s*:\s*["']([^"']{1,100})["']/gi)].some(
    ([, field = '', value = '']) =>
      /^(?:type|event)$/i.test(field) ? isUnfinishedType(value) : isUnfinishedState(value),
  )
}
