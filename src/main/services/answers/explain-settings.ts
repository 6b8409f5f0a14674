/** Finds out which of a chat's settings a service has refused, from words that all services use. Pure. */
import { FailureError, type FailureCode } from '@shared/failure'
import type { TextRequest } from '@shared/request'
import type { TextSettingName } from '@shared/text-settings'
import type { AnswerEvent } from '../adapter'

/** What services call our settings. More specific names come first: "reasoning.summary" isn't about the effort. */
const NAMES: readonly (readonly [TextSettingName, RegExp])[] = [
  ['webSearch', /\bweb[_ ]?search|google_?search|\bsearch (?:tool|grounding)|\bgrounding\b/i],
  ['tellsReasoning', /\bsummary\b|include_?thoughts/i],
  ['imageTool', /\bimage_?generation\b|\btools?\b|max_tool_calls/i],
  // Of the tools, the only one that was sent.
  ['webSearch', /\btools?\b|max_tool_calls/i],
  ['background', /\bbackground\b|\bstored?\b/i],
  ['temperature', /\btemperature\b/i],
  ['maxOutput', /\bmax_?(?:output_?|completion_?)?tokens\b|\bmaximum output\b/i],
  ['effort', /\breasoning|\bthinking|\beffort\b/i],
  [
    'instructions',
    /\binstructions?\b|\bsystem_?instruction|\b(?:system|developer) (?:message|prompt|role|instruction)/i,
  ],
]

/** Codes of unspecific refusals. Any other code already has a reason. */
const UNCLEAR: ReadonlySet<FailureCode> = new Set([
  'request-refused',
  'error-reported',
  'request-unsupported',
  // A text request has no image options, so this refers to a setting of the same name.
  'option-refused',
])

/** Passes events on. Turns a refusal that names a setting which was sent into one of that setting. */
export async function* explainSettings(
  request: Pick<TextRequest, 'instructions' | 'settings'>,
  events: AsyncIterable<AnswerEvent>,
): AsyncGenerator<AnswerEvent> {
  try {
    yield* events
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : undefined
    const isUnclear = failure && (UNCLEAR.has(failure.code) || failure.setting === 'imageTool')
    // The error was about the list of tools, whichever of them caused it.
    const words = `${failure?.detail ?? ''} ${failure?.option ?? ''}${failure?.setting === 'imageTool' ? ' tools' : ''}`
    const setting = isUnclear ? findSetting(request, words) : undefined
    if (!failure || !setting) throw error
    const { option: _, ...rest } = failure
    throw new FailureError({ ...rest, code: 'setting-refused', setting }, { cause: error })
  }
}

function findSetting(
  { instructions, settings = {} }: Pick<TextRequest, 'instructions' | 'settings'>,
  words: string,
): TextSettingName | undefined {
  const wasSent = (name: TextSettingName): boolean =>
    name === 'instructions' ? instructions !== undefined : settings[name] !== undefined
  return NAMES.find(([name, pattern]) => wasSent(name) && pattern.test(words))?.[0]
}
