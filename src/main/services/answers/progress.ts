/**
 * Distinguishes an image in progress from the final one. A preview mistaken for the result would end the answer before
 * the paid image has arrived, or hide that it never did.
 *
 * Most services name their previews. Others mark them in the event's name, or in a field.
 */
import { isRecord } from '../json'

/** Matches event names such as `image_generation.partial_image`, "progress", `image.intermediate`. */
const UNFINISHED_TYPE =
  /(?:^|[._\-/ ])(?:partial|preview|progress|processing|generating|intermediate|draft|thumbnail|step|sampling|denoising)(?:$|[._\-/ ])/i
const UNFINISHED_STATE =
  /^(?:partial|preview|(?:in[ _-]?)?progress|processing|generating|running|intermediate|draft|queued|pending|started)$/i
const STATE_FIELDS = ['status', 'state'] as const
const PREVIEW_FIELDS = ['partial', 'is_partial', 'isPartial', 'preview', 'is_preview', 'isPreview'] as const
const DONE_FIELDS = ['done', 'final', 'is_final', 'isFinal', 'finished', 'is_finished', 'completed'] as const

/** Whether this is the image endpoint's own event with a final image. */
export function isFinished(type: string): boolean {
  return /^image_(?:generation|edit)\.completed$/.test(type)
}

/** Whether an event's name marks its image as unfinished. */
export function isUnfinishedType(type: string): boolean {
  return UNFINISHED_TYPE.test(type)
}

/** Whether an event or a part of it marks its image as unfinished. `type`: the event's name, if it isn't in a field. */
export function isUnfinished(json: Record<string, unknown>, type = ''): boolean {
  const name = typeof json['type'] === 'string' ? json['type'] : type
  // The image tool's item contains an image only once it's finished, and its status may be outdated.
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

/** Whether an event or a part of it is marked as a preview by its own name, not just by a status. */
export function isNamedPreview(json: unknown): boolean {
  if (!isRecord(json)) return false
  return isUnfinishedType(String(json['type'] ?? '')) || typeof json['partial_image_index'] === 'number'
}

function isUnfinishedState(value: unknown): boolean {
  return typeof value === 'string' && UNFINISHED_STATE.test(value)
}

/** Reads a fraction or a percentage. 1 could be 100% or 1%, and counts as the end. */
function isBeforeTheEnd(progress: unknown): boolean {
  const share = isRecord(progress) ? progress['percent'] : progress
  return typeof share === 'number' && share >= 0 && share < 100 && share !== 1
}

/** The same for text that can't be parsed: checks the text around an image in its object. */
export function saysUnfinished(text: string): boolean {
  return /partial_?image|["'](?:is_?)?(?:partial|preview)["']\s*:\s*true/i.test(text) || hasUnfinishedName(text)
}

function hasUnfinishedName(text: string): boolean {
  return [...text.matchAll(/["'](type|event|status|state)["']\s*:\s*["']([^"']{1,100})["']/gi)].some(
    ([, field = '', value = '']) =>
      /^(?:type|event)$/i.test(field) ? isUnfinishedType(value) : isUnfinishedState(value),
  )
}
