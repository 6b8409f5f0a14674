/** A chat's settings for text models. Pure. */
import { readImageWords, type ImageWords } from './styles'
import { parseModelId, type ModelId } from './services/ids'
import type { WebSearchRule } from './web-search'
import { isBlank } from './is-blank'

/** From little thinking to much. Which ones a model accepts is in its facts, or only known to its service. */
export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number]

/** The settings that a text model accepts besides messages and instructions. Absent: not supported. */
export interface TextSettingRule {
  /** The highest value. The lowest is 0. */
  readonly temperature?: number
  /** The reasoning efforts it accepts. */
  readonly efforts?: readonly ReasoningEffort[]
  readonly maxOutput?: true
  /** It can reveal its reasoning on request. */
  readonly tellsReasoning?: true
  /** It can call its service's image models while it answers. */
  readonly imageTool?: true
  /** Its service can store an answer and continue it on its own. */
  readonly background?: true
  /** It can use its service's web search. */
  readonly webSearch?: WebSearchRule
}

/** The qualities that all image models have. */
export const TOOL_QUALITIES = ['low', 'medium', 'high'] as const

/** Which image model a text model may call, and at which quality. The text model chooses the size. */
export interface ImageToolSettings {
  readonly model: ModelId
  readonly quality: (typeof TOOL_QUALITIES)[number]
}

/**
 * The most images that one answer can generate. The service is told the limit, so that the amount reserved under a cap
 * is enough.
 */
export const MOST_TOOL_IMAGES = 4

/** Absent settings are left to the model. */
export interface TextSettings {
  /** From 0 (always the same answer) to the model's highest. */
  readonly temperature?: number
  readonly effort?: ReasoningEffort
  /** The most tokens of an answer, including its reasoning. */
  readonly maxOutput?: number
  /** Asks the service to reveal the model's reasoning. Some do so anyway. */
  readonly tellsReasoning?: true
  /** Images in chat are on. */
  readonly imageTool?: ImageToolSettings
  /** The service stores the answer and continues it after Easel quits. Experimental: off by default. */
  readonly background?: true
  /** It may search the web. */
  readonly webSearch?: true
}

/** The settings stored in a chat. Image models only get `imageWords`, which the page adds to their prompts. */
export interface ChatSettings extends TextSettings {
  /** The system message. */
  readonly instructions?: string
  readonly imageWords?: ImageWords
}

/** The setting that a failure refers to. */
export const TEXT_SETTING_NAMES = [
  'instructions',
  'temperature',
  'effort',
  'maxOutput',
  'tellsReasoning',
  'imageTool',
  'webSearch',
  'background',
] as const
export type TextSettingName = (typeof TEXT_SETTING_NAMES)[number]

/** In characters, the same as a long prompt. */
export const LONGEST_INSTRUCTIONS = 100_000
export const HIGHEST_TEMPERATURE = 2
/** Some models reject lower values. The highest is more than any model writes. */
export const OUTPUT_TOKENS = { least: 16, most: 1_000_000 } as const

/** Keeps only what this model accepts, because a chat may have settings chosen for another one. */
export function fitSettings(rule: TextSettingRule = {}, chosen: TextSettings = {}): TextSettings {
  const { temperature, effort, maxOutput, tellsReasoning, imageTool, webSearch, background } = chosen
  const takesTemperature = temperature !== undefined && rule.temperature !== undefined
  return {
    ...(takesTemperature && { temperature: Math.min(temperature, rule.temperature ?? temperature) }),
    ...(effort && rule.efforts?.includes(effort) && { effort }),
    ...(maxOutput !== undefined && rule.maxOutput && { maxOutput }),
    ...(tellsReasoning && rule.tellsReasoning && { tellsReasoning }),
    ...(imageTool && rule.imageTool && { imageTool }),
    ...(webSearch && rule.webSearch && { webSearch }),
    ...(background && rule.background && { background }),
  }
}

/** What models usually accept, for those whose settings only the server knows. */
export const ANY_SETTINGS: TextSettingRule = {
  temperature: HIGHEST_TEMPERATURE,
  efforts: REASONING_EFFORTS,
  maxOutput: true,
}

/** Reads stored settings of any version, leaving out unknown ones. Undefined if nothing is set. */
export function readChatSettings(stored: unknown): ChatSettings | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const { instructions, temperature, effort, maxOutput, tellsReasoning, imageTool, webSearch, background, imageWords } =
    stored as Record<string, unknown>
  const words = readImageWords(imageWords)
  const tool = readImageTool(imageTool)
  const known = REASONING_EFFORTS.find((one) => one === effort)
  const settings: ChatSettings = {
    ...(typeof instructions === 'string' &&
      !isBlank(instructions) && { instructions: instructions.slice(0, LONGEST_INSTRUCTIONS) }),
    ...(isWithin(temperature, 0, HIGHEST_TEMPERATURE) && { temperature }),
    ...(known && { effort: known }),
    ...(isWithin(maxOutput, OUTPUT_TOKENS.least, OUTPUT_TOKENS.most) && { maxOutput: Math.round(maxOutput) }),
    ...(tellsReasoning === true && { tellsReasoning }),
    ...(tool && { imageTool: tool }),
    ...(webSearch === true && { webSearch }),
    ...(background === true && { background }),
    ...(words && { imageWords: words }),
  }
  return Object.keys(settings).length > 0 ? settings : undefined
}

function readImageTool(stored: unknown): ImageToolSettings | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined
  const { model, quality } = stored as Record<string, unknown>
  const known = TOOL_QUALITIES.find((one) => one === quality)
  const isModel = typeof model === 'string' && parseModelId(model) !== undefined
  return known && isModel ? { model: model as ModelId, quality: known } : undefined
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most
}
