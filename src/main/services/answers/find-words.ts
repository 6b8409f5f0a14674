/** Finds text in an answer, wherever a service or gateway puts it. */
import { isRecord } from '../json'

/**
 * Returns the text of an answer: a response's `output`, chat `choices`, or content parts, possibly in a gateway's
 * wrapper.
 */
export function findWords(json: unknown): string {
  if (!isRecord(json)) return ''
  const { response, output, choices, output_text: outputText, item, delta, content, candidates, message } = json
  if (isRecord(response)) return findWords(response)
  if (typeof response === 'string') return response
  if (Array.isArray(output)) {
    const words = output.map(readOutput).join('')
    if (words !== '') return words
  }
  if (isRecord(output)) return findWords(output)
  if (typeof output === 'string') return output
  if (typeof outputText === 'string') return outputText
  if (Array.isArray(choices)) return choices.map(readChoice).join('')
  // `candidates`, Ollama's `message`, and events with one item or part.
  if (Array.isArray(candidates)) return candidates.map((one) => (isRecord(one) ? findWords(one) : '')).join('')
  if (isRecord(message)) return readContent(message['content'])
  if (isRecord(item)) return readContent(item['content'])
  if (isRecord(delta)) return readContent(delta['text'] ?? delta['content'])
  if (isRecord(content)) return readContent(content['parts'])
  const words = readContent(content)
  return words === '' ? readOther(json) : words
}

const PLAIN_FIELDS = ['text', 'answer', 'completion', 'reply'] as const

/** Reads a whole answer in an unusual format. Not for streamed events, which may repeat the same text. */
export function findPlainWords(json: unknown): string {
  if (!isRecord(json)) return ''
  const inner = ['response', 'output', 'data', 'result', 'message'].map((name) => json[name])
  const texts = [json, ...inner].filter(isRecord).flatMap((record) => PLAIN_FIELDS.map((name) => record[name]))
  return texts.find((text): text is string => typeof text === 'string' && text !== '') ?? ''
}

function readOutput(one: unknown): string {
  if (!isRecord(one)) return typeof one === 'string' ? one : ''
  return one['type'] === 'output_text' || one['type'] === 'refusal' ? readPart(one) : readContent(one['content'])
}

/** Reads a gateway's wrapper, or the fields of Hugging Face's servers. */
function readOther({ data, result, token, generated_text: generated }: Record<string, unknown>): string {
  if (isRecord(token)) return token['special'] === true ? '' : readPart(token)
  if (typeof generated === 'string') return generated
  return findWords(data) || findWords(result)
}

function readChoice(choice: unknown): string {
  if (!isRecord(choice)) return ''
  const { delta, message, text } = choice
  const said = isRecord(delta) ? delta : isRecord(message) ? message : undefined
  if (!said) return typeof text === 'string' ? text : ''
  const words = readContent(said['content'])
  return words === '' && typeof said['refusal'] === 'string' ? said['refusal'] : words
}

/** Reads a string or a list of parts. Refusals are text, too. */
export function readContent(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map(readPart).join('')
}

export function readPart(part: unknown): string {
  if (typeof part === 'string') return part
  if (!isRecord(part) || part['thought'] === true) return ''
  const { text, refusal } = part
  if (typeof text === 'string') return text
  if (isRecord(text) && typeof text['value'] === 'string') return text['value']
  return typeof refusal === 'string' ? refusal : ''
}

/** Whether the model declined in its own words, in an event or a whole answer. */
export function hasRefusal(json: unknown): boolean {
  if (Array.isArray(json)) return json.some(hasRefusal)
  if (!isRecord(json)) return false
  if (typeof json['refusal'] === 'string' && json['refusal'] !== '') return true
  return ['response', 'choices', 'delta', 'message', 'output', 'item', 'part', 'content'].some((name) =>
    hasRefusal(json[name]),
  )
}
