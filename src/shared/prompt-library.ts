/**
 * Saved prompts, and the user's own styles, which are stored with them: their structure, reading stored ones of any
 * version, and the export file. Pure.
 */
import type { PromptId } from './ids'
import { readImageWords, type ImageWords } from './styles'
import { isBlank, trimText } from './is-blank'

export interface SavedPrompt {
  readonly id: PromptId
  /** Not empty. */
  readonly title: string
  /** Not empty, except in a style. May have variables (`prompt-variables.ts`). */
  readonly text: string
  /** Set for a style: `text` is its instructions for text models. Versions without styles list it as a prompt. */
  readonly style?: StyleMark
  /** Absent: in no folder. */
  readonly folder?: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** Distinguishes a style from a prompt. */
export interface StyleMark {
  readonly imageWords?: ImageWords
}

/** A saved style. It has instructions, words for image models, or both. */
export type SavedStyle = SavedPrompt & { readonly style: StyleMark }

export function isStyle(saved: SavedPrompt): saved is SavedStyle {
  return saved.style !== undefined
}

/** The fields that the user edits. */
export type PromptContent = Pick<SavedPrompt, 'title' | 'text' | 'folder' | 'style'>

/** In characters. Anything longer is a document. */
export const LONGEST_PROMPT = 100_000
export const LONGEST_PROMPT_TITLE = 120
export const LONGEST_FOLDER = 60
/** Per file. */
const MOST_PROMPTS = 10_000
/** Raise it if older versions of Easel would misread the file. */
const FILE_VERSION = 1

/** Reads rows of any version, leaving out unknown fields. Undefined if it isn't a prompt. */
export function readSavedPrompt(stored: unknown): SavedPrompt | undefined {
  const content = readContent(stored)
  if (!content || !isObject(stored) || typeof stored['id'] !== 'string') return undefined
  const createdAt = readTime(stored['createdAt'])
  return { ...content, id: stored['id'] as PromptId, createdAt, updatedAt: readTime(stored['updatedAt'], createdAt) }
}

/** Trims the content, and derives a missing title from the text. Undefined without a text. */
export function tidyContent({ title, text, folder = '', style: mark }: PromptContent): PromptContent | undefined {
  const style = mark && readStyle(mark)
  if (isBlank(text) && !style?.imageWords) return undefined
  const tidyTitle = toLine(title, LONGEST_PROMPT_TITLE)
  const tidyFolder = toLine(folder, LONGEST_FOLDER)
  return {
    title: isBlank(tidyTitle) ? toLine(text, LONGEST_PROMPT_TITLE / 2) : tidyTitle,
    text: trimText(text).slice(0, LONGEST_PROMPT),
    ...(!isBlank(tidyFolder) && { folder: tidyFolder }),
    ...(style && { style }),
  }
}

export function toContent({ title, text, folder, style }: SavedPrompt): PromptContent {
  return { title, text, ...(folder !== undefined && { folder }), ...(style && { style }) }
}

function readStyle(stored: unknown): StyleMark | undefined {
  if (!isObject(stored)) return undefined
  const imageWords = readImageWords(stored['imageWords'])
  return imageWords ? { imageWords } : {}
}

export function createPromptFile(prompts: readonly PromptContent[]): string {
  const contents = prompts.map(({ title, text, folder, style }) => ({
    title,
    text,
    ...(folder && { folder }),
    ...(style && { style }),
  }))
  return `${JSON.stringify({ easelPrompts: FILE_VERSION, prompts: contents }, null, 2)}\n`
}

export type PromptFile =
  /** `unreadable`: entries that aren't prompts, or exceed what Easel accepts at once. */
  | { readonly kind: 'prompts'; readonly contents: readonly PromptContent[]; readonly unreadable: number }
  | { readonly kind: 'newer' }
  | { readonly kind: 'unknown' }

/**
 * Reads Easel's own file, and prompt lists that other apps write: an array, or an object with one under `prompts`,
 * whose entries have a title or name, and a text, prompt or content.
 */
export function readPromptFile(source: string): PromptFile {
  const parsed = parseJson(source.replace(/^\uFEFF/u, ''))
  if (isObject(parsed) && Number(parsed['easelPrompts']) > FILE_VERSION) return { kind: 'newer' }
  const entries: unknown = Array.isArray(parsed) ? parsed : isObject(parsed) ? parsed['prompts'] : undefined
  if (!Array.isArray(entries)) return { kind: 'unknown' }
  const contents = entries.slice(0, MOST_PROMPTS).flatMap((entry) => readContent(entry) ?? [])
  return { kind: 'prompts', contents, unreadable: entries.length - contents.length }
}

/** Returns the new ones; drops those whose title and text already exist here or occur earlier in the list. */
export function leaveOutDoubles(
  contents: readonly PromptContent[],
  known: readonly PromptContent[],
): readonly PromptContent[] {
  const seen = new Set(known.map(createDoubleKey))
  return contents.filter((content) => {
    const key = createDoubleKey(content)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function createDoubleKey({ title, text, style }: PromptContent): string {
  return JSON.stringify([title, text, ...(style ? [style.imageWords?.before, style.imageWords?.after] : [])])
}

function readContent(stored: unknown): PromptContent | undefined {
  if (!isObject(stored)) return undefined
  const text = readText(stored, ['text', 'prompt', 'content'])
  if (text.length > LONGEST_PROMPT) return undefined
  const style = readStyle(stored['style'])
  return tidyContent({
    text,
    title: readText(stored, ['title', 'name']),
    folder: readText(stored, ['folder', 'group']),
    ...(style && { style }),
  })
}

function readText(stored: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  return names.map((name) => stored[name]).find((value) => typeof value === 'string') ?? ''
}

function readTime(stored: unknown, otherwise = 0): number {
  return typeof stored === 'number' && Number.isFinite(stored) ? stored : otherwise
}

function toLine(text: string, most: number): string {
  return text
    .slice(0, 4 * most)
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, most)
    .trim()
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
