/** Finds a model's reasoning, wherever a service or server puts it. */
import { isRecord } from '../json'

/** Reads a piece of a stream, or a whole answer. Returns '' if there is none. */
export function findReasoning(json: Record<string, unknown>): string {
  const { choices, output, item, message } = json
  if (Array.isArray(choices)) return choices.map(readChoice).join('')
  // A whole response, or an event with one item of it.
  const items = Array.isArray(output) ? output : [item]
  const thoughts = items.map(readItem).filter((text) => text !== '')
  // Ollama's format.
  return thoughts.length > 0 ? thoughts.join('\n\n') : isRecord(message) ? readSaid(message) : ''
}

function readChoice(choice: unknown): string {
  const said = isRecord(choice) ? (choice['delta'] ?? choice['message']) : undefined
  return isRecord(said) ? readSaid(said) : ''
}

/** Reads any of the names that servers use. Most use one, some repeat it under two. */
function readSaid(said: Record<string, unknown>): string {
  const { reasoning, reasoning_content: content, thinking, reasoning_details: details } = said
  const told = [reasoning, content, thinking].find((text) => typeof text === 'string' && text !== '')
  if (typeof told === 'string') return told
  return [details, said['content']].map(readParts).find((text) => text !== '') ?? ''
}

function readItem(item: unknown): string {
  if (!isRecord(item) || item['type'] !== 'reasoning') return ''
  const summary = listTexts(item['summary'])
  return (summary.length > 0 ? summary : listTexts(item['content'])).join('\n\n')
}

function listTexts(parts: unknown): readonly string[] {
  if (!Array.isArray(parts)) return []
  return parts.flatMap((part) => (isRecord(part) && typeof part['text'] === 'string' ? [part['text']] : []))
}

/** Reads parts with reasoning: `reasoning.text`, `reasoning.summary`, `thinking`. Encrypted ones can't be shown. */
function readParts(parts: unknown): string {
  if (!Array.isArray(parts)) return ''
  return parts
    .filter((part) => isRecord(part) && /^(?:reasoning|thinking)\b/.test(String(part['type'])))
    .map((part: Record<string, unknown>) => {
      const { text, summary, thinking } = part
      const told = [text, summary, thinking].find((one) => typeof one === 'string')
      return typeof told === 'string' ? told : listTexts(thinking).join('')
    })
    .join('')
}
