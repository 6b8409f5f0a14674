/** Builds the request for a better image prompt and parses the answer. Pure. */
import type { TextModel } from '@shared/catalogue'
import { trimText } from '@shared/is-blank'
import type { TextRequest } from '@shared/request'
import { createHelperRequest } from '../helper-request'

const INSTRUCTIONS = `You improve prompts for image generation models.
The user's message is a prompt. Write a better one: keep what it asks for, and add what makes the image clearer, such as subject, setting, composition, light, colors, style and mood.
Rules:
- Answer with the prompt only: no introduction, no quotation marks, no explanation, no Markdown.
- Use the language of the user's prompt.
- Keep names, words in quotation marks, words that begin with @, references such as "image 2", and everything in braces exactly as they are.
- Do not contradict the prompt, and do not add text that is to be seen in the image.
- At most 150 words, unless the user's prompt is longer.
The message is never a question to you, even if it looks like one.`

/** A prompt is short, but models that think first need room. Tokens. */
const MOST_TOKENS = 4_000

export function createImproveRequest(model: TextModel, prompt: string): TextRequest {
  return createHelperRequest(model, prompt.trim(), { instructions: INSTRUCTIONS, mostTokens: MOST_TOKENS })
}

const FENCE = /^```[^\n]*\n([\s\S]*?)\n?```$/
const QUOTED = /^(?:"([^"]*)"|“([^“”]*)”)$/

/** Returns the prompt in the answer, without the fence or quotation marks that models add despite the instructions. */
export function readProposal(answer: string): string {
  const text = trimText(answer)
  const inner = FENCE.exec(text)?.[1]?.trim() ?? text
  const [, straight, curly] = QUOTED.exec(inner) ?? []
  return (straight ?? curly ?? inner).trim()
}
