/** A chat of another app, the common result of all export parsers. Pure. */
import { isBlank, trimText } from '@shared/is-blank'
import { LONGEST_INSTRUCTIONS } from '@shared/text-settings'

/** The apps whose exports can be read, with their display names. */
export const SOURCES = { chatgpt: 'ChatGPT', claude: 'Claude', cherry: 'Cherry Studio', chatbox: 'Chatbox' } as const
export type Source = keyof typeof SOURCES

export type ForeignPart =
  | { readonly type: 'text' | 'reasoning'; readonly text: string }
  /** `name`: identifies its file in the export. */
  | { readonly type: 'image'; readonly name: string; readonly prompt?: string }

export interface ForeignMessage {
  /** Unique within its chat, and the same in every export. */
  readonly id: string
  /** The message before it; null for a first one. */
  readonly parent: string | null
  readonly role: 'user' | 'assistant'
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly parts: readonly ForeignPart[]
  /** The model's name in the export, if any. */
  readonly model?: string
}

/** How many items of each kind Easel couldn't take over. */
export interface LeftOut {
  readonly files: number
  readonly recordings: number
  readonly toolCalls: number
}

export interface ForeignChat {
  /** The same in every export. */
  readonly key: string
  readonly title: string
  readonly createdAt: number
  readonly updatedAt: number
  /** Parents before their children. */
  readonly messages: readonly ForeignMessage[]
  /** The last message of the version that was on screen. Absent: the newest. */
  readonly current?: string
  /** Instructions to the model, apart from the messages. */
  readonly instructions?: string
  readonly leftOut: LeftOut
}

export const NOTHING_LEFT_OUT: LeftOut = { files: 0, recordings: 0, toolCalls: 0 }

/** Returns the instructions as a chat's field, or nothing if they are empty. */
export function withInstructions(texts: readonly string[]): Pick<ForeignChat, 'instructions'> {
  const instructions = trimText(texts.join('\n\n')).slice(0, LONGEST_INSTRUCTIONS)
  return instructions === '' ? {} : { instructions }
}

export function addLeftOut(one: LeftOut, other: LeftOut): LeftOut {
  return {
    files: one.files + other.files,
    recordings: one.recordings + other.recordings,
    toolCalls: one.toolCalls + other.toolCalls,
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function readString(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function readList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Reads seconds or milliseconds since the epoch, or a date as text. Undefined for anything else. */
export function readTime(value: unknown): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) {
    // In seconds, this is the year 5138.
    return Math.round(value < 100_000_000_000 ? value * 1000 : value)
  }
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

/** Returns no part for a blank text. */
export function toText(type: 'text' | 'reasoning', value: unknown): readonly ForeignPart[] {
  const text = readString(value)
  return isBlank(text) ? [] : [{ type, text }]
}
