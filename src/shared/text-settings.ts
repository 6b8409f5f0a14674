/** What a chat tells its text models beside the messages. Pure. */
import { readImageWords, type ImageWords } from './styles'
import { parseModelId, type ModelId } from './services/ids'
import type { WebSearchRule } from './web-search'
import { isBlank } from './is-blank'

/** From little thinking to much. Which of them a model takes is in its facts, or known to its service only. */
export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number]

/** What a text model can be told beside the messages and instructions. What is absent it doesn't take. */
export interface TextSettingRule {
  /** The highest. The lowest is 0. */
  readonly temperature?: number
  /** How much it thinks. */
  readonly efforts?: readonly ReasoningEffort[]
  readonly maxOutput?: true
  /** It tells what it thinks, if it's asked to. */
  readonly tellsReasoning?: true
  /** It can have its service's image models make images while it answers. */
  readonly imageTool?: true
  /** Its service can keep an answer, and go on with it by itself. */
  readonly background?: true
  /** It can search the web with its service's own search. */
  readonly webSearch?: WebSearchRule
}

/** Those that all image models have. */
export const TOOL_QUALITIES = ['low', 'medium', 'high'] as const

/** Which image model a text model may have images made by, and how well. The size is the text model's choice. */
export interface ImageToolSettings {
  readonly model: ModelId
  readonly quality: (typeof TOOL_QUALITIES)[number]
}

/** How many images one answer can have made: the service is told, so that what is reserved under a cap is enough. */
export const MOST_TOOL_IMAGES = 4

/** What is absent is left to the model. */
export interface TextSettings {
  /** From 0, always the same words, to the model's highest. */
  readonly temperature?: number
  readonly effort?: ReasoningEffort
  /** The most tokens of an answer, with its reasoning. */
  readonly maxOutput?: number
  /** The service is asked to tell what the model thinks. Some do so anyway. */
  readonly tellsReasoning?: true
  /** Images in chat are on. */
  readonly imageTool?: ImageToolSettings
  /** The service keeps the answer, and goes on with it when Easel ends. An experiment: off unless the user wants it. */
  readonly background?: true
  /** It may search the web. */
  readonly webSearch?: true
}

/** What a chat keeps. Of it, image models get the words that the page adds to their prompts. */
export interface ChatSettings extends TextSettings {
  /** The system message. */
  readonly instructions?: string
  readonly imageWords?: ImageWords
}

/** How a failure names what was refused. */
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

/** As long as a long prompt. In characters. */
export const LONGEST_INSTRUCTIONS = 100_000
export const HIGHEST_TEMPERATURE = 2
/** Some models refuse fewer. The most is more than any model writes. */
export const OUTPUT_TOKENS = { least: 16, most: 1_000_000 } as const

/** Only what this model takes: a chat may have chosen it for another one. */
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

/** Everything that models usually take, for those of which only the server knows it. */
export const ANY_SETTINGS: TextSettingRule = {
  temperature: HIGHEST_TEMPERATURE,
  efforts: REASONING_EFFORTS,
  maxOutput: true,
}

/** Undefined where nothing is chosen. Reads stored settings of any version; what isn't understood is left out. */
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
