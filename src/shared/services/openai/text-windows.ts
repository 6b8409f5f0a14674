/**
 * Context windows of OpenAI's text models, in tokens, as its model pages have them. Checked on 2026-11-26, through pages
 * that quote them (LiteLLM, Vercel AI Gateway, Google's Model Garden, Venice) and for GPT-5.6 on OpenAI's own.
 */
import type { TextModel } from '../model'

export type TextWindow = Required<Pick<TextModel, 'contextTokens' | 'outputTokens'>>

const LARGE: TextWindow = { contextTokens: 1_050_000, outputTokens: 128_000 }
const SMALL: TextWindow = { contextTokens: 400_000, outputTokens: 128_000 }

const WINDOWS: Readonly<Record<string, TextWindow>> = {
  'gpt-6.2-astra': LARGE,
  'gpt-6.2-sol': LARGE,
  'gpt-6.1-sol': LARGE,
  'gpt-6.1-terra': LARGE,
  'gpt-6-astra': LARGE,
  'gpt-6-sol': LARGE,
  'gpt-6-luna': LARGE,
  'gpt-5.6-sol': LARGE,
  'gpt-5.6-terra': LARGE,
  'gpt-5.6-luna': LARGE,
  'gpt-5.4-mini': SMALL,
  'gpt-5.4-nano': SMALL,
}

/** Also for a frozen version, such as "gpt-6.1-sol-2026-09-29". Undefined where it isn't known. */
export function findWindow(wireName: string): TextWindow | undefined {
  return WINDOWS[wireName.replace(/-\d{4}-\d{2}-\d{2}$/, '')]
}
