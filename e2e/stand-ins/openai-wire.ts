/** The formats of OpenAI's answers, as pure functions: what `openai.ts` sends, but not when. */
import type { SentFile } from './form'
import type { RecordedRequest } from './http-stand-in'

export interface ImageBody {
  readonly model: string
  readonly prompt: string
  readonly n?: number
  readonly size?: string
  readonly quality?: string
  readonly background?: string
  readonly output_format?: 'png' | 'jpeg' | 'webp'
  readonly stream?: boolean
  readonly partial_images?: number
  /** The images, mask and markup of an edit. Absent for a generation. */
  readonly files?: readonly SentFile[]
}

/** Reads the requested options from JSON or, for an edit, from a form whose fields are all text. */
export function readImageBody({ path, json, form }: Pick<RecordedRequest, 'path' | 'json' | 'form'>): ImageBody {
  if (!form) return { ...(json as ImageBody), ...(path.endsWith('/edits') && { files: [] }) }
  const { n, stream, partial_images: previews, ...fields } = form.fields
  return {
    ...(fields as unknown as ImageBody),
    ...(n !== undefined && { n: Number(n) }),
    ...(stream !== undefined && { stream: stream === 'true' }),
    ...(previews !== undefined && { partial_images: Number(previews) }),
    files: form.files,
  }
}

export interface TextBody {
  readonly model: string
  readonly input: unknown
  readonly stream?: boolean
}

/** The body of every refusal. */
export interface ApiError {
  readonly status: number
  readonly code?: string | null
  readonly type?: string
  readonly message?: string
  readonly param?: string | null
  /** Further members of `error`, such as `moderation_details`. */
  readonly more?: Readonly<Record<string, unknown>>
}

export function errorBody({ code = null, type = 'invalid_request_error', message = '', param = null, more }: ApiError) {
  return { error: { message, type, param, code, ...more } }
}

export function sse(event: { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
}

/** Returns the requested image size. */
export function readSize(body: ImageBody): { width: number; height: number } {
  const match = /^(\d+)x(\d+)$/.exec(body.size ?? 'auto')
  return match ? { width: Number(match[1]), height: Number(match[2]) } : { width: 1024, height: 1024 }
}

const BASES = { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 }
const BASES_2 = { low: 16, medium: 48, high: 96 }
/** Invented: the real figure isn't published. */
const TOKENS_PER_INPUT = 1_500

/** Tokens as the service counts them: 439 for 1024x1024 medium on the 2.5 models, and 100 for each preview sent. */
export function imageUsage(body: ImageBody, previews: number) {
  const bases: Readonly<Record<string, number>> = body.model.startsWith('gpt-image-2.') ? BASES : BASES_2
  const base = bases[body.quality ?? 'medium'] ?? 48
  const { width, height } = readSize(body)
  const rows = Math.round((base * Math.min(width, height)) / Math.max(width, height))
  const perImage = Math.ceil((base * rows * (2_000_000 + width * height)) / 4_000_000)
  const textTokens = Math.ceil(body.prompt.length / 4)
  const imageTokens = TOKENS_PER_INPUT * (body.files?.length ?? 0)
  const outputTokens = perImage * (body.n ?? 1) + 100 * previews
  return {
    input_tokens: textTokens + imageTokens,
    input_tokens_details: { image_tokens: imageTokens, text_tokens: textTokens },
    output_tokens: outputTokens,
    output_tokens_details: { image_tokens: outputTokens, text_tokens: 0 },
    total_tokens: textTokens + imageTokens + outputTokens,
  }
}

/** 2026-11-22 12:00 UTC. Nothing the app shows may depend on the service's clock. */
const CREATED_AT = 1_795_348_800

function imageFacts(body: ImageBody) {
  const { width, height } = readSize(body)
  return {
    background: body.background === 'transparent' ? 'transparent' : 'opaque',
    output_format: body.output_format ?? 'png',
    quality: body.quality && body.quality !== 'auto' ? body.quality : 'medium',
    size: `${width}x${height}`,
  }
}

function family({ files }: ImageBody): 'image_edit' | 'image_generation' {
  return files ? 'image_edit' : 'image_generation'
}

export function partialImageEvent(body: ImageBody, index: number, base64: string) {
  return {
    type: `${family(body)}.partial_image`,
    partial_image_index: index,
    b64_json: base64,
    created_at: CREATED_AT,
    ...imageFacts(body),
  }
}

export function completedImageEvent(body: ImageBody, base64: string, usage: unknown) {
  return {
    type: `${family(body)}.completed`,
    b64_json: base64,
    created_at: CREATED_AT,
    ...imageFacts(body),
    ...(usage ? { usage } : {}),
  }
}

export function imagesResponse(body: ImageBody, images: readonly string[], usage: unknown) {
  return {
    created: CREATED_AT,
    ...imageFacts(body),
    data: images.map((base64) => ({ b64_json: base64 })),
    ...(usage ? { usage } : {}),
  }
}

/** The events of a text answer: before the first word, the words, and after the last word. */
export function textEvents(body: TextBody, chunks: readonly string[]) {
  let sequence = 0
  const event = (type: string, facts: Readonly<Record<string, unknown>>) => ({
    type,
    sequence_number: (sequence += 1) - 1,
    ...facts,
  })
  const text = chunks.join('')
  const place = { item_id: 'msg_standin', output_index: 0, content_index: 0 }
  const part = (content: string) => ({ type: 'output_text', text: content, annotations: [], logprobs: [] })
  const item = (status: string, content: readonly unknown[]) => ({
    id: 'msg_standin',
    type: 'message',
    role: 'assistant',
    status,
    content,
  })
  const opening = [
    event('response.created', { response: response(body, 'in_progress') }),
    event('response.in_progress', { response: response(body, 'in_progress') }),
    event('response.output_item.added', { output_index: 0, item: item('in_progress', []) }),
    event('response.content_part.added', { ...place, part: part('') }),
  ]
  const deltas = chunks.map((delta) => event('response.output_text.delta', { ...place, delta, logprobs: [] }))
  const closing = [
    event('response.output_text.done', { ...place, text, logprobs: [] }),
    event('response.content_part.done', { ...place, part: part(text) }),
    event('response.output_item.done', { output_index: 0, item: item('completed', [part(text)]) }),
    event('response.completed', { response: textResponse(body, text) }),
  ]
  return { opening, deltas, closing }
}

export function textResponse(body: TextBody, text: string) {
  const outputTokens = Math.ceil(text.length / 4)
  return {
    ...response(body, 'completed'),
    output: [
      {
        id: 'msg_standin',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [], logprobs: [] }],
      },
    ],
    usage: {
      input_tokens: 20,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 20 + outputTokens,
    },
  }
}

/** The result of an image tool call. */
export interface ToolImage {
  readonly png: Buffer
  readonly previews: readonly Buffer[]
  /** The tool reports this instead of an image. */
  readonly error?: { readonly code: string; readonly message: string }
  /** The service doesn't report the image model's usage. */
  readonly isUncounted?: true
}

/** A text answer with an image before its text: the model called its image tool first. */
export function toolImageEvents(body: TextBody, chunks: readonly string[], image: ToolImage) {
  const { opening, deltas, closing } = textEvents(body, chunks)
  const id = 'ig_standin'
  const place = { item_id: id, output_index: 0 }
  const call = image.error
    ? { id, type: 'image_generation_call', status: 'failed', result: null, error: image.error }
    : {
        id,
        type: 'image_generation_call',
        status: 'completed',
        result: image.png.toString('base64'),
        revised_prompt: 'A lighthouse in the rain',
        action: 'generate',
        size: '1024x1024',
        quality: 'medium',
      }
  const making = [
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { id, type: 'image_generation_call', status: 'in_progress' },
    },
    { type: 'response.image_generation_call.in_progress', ...place },
    { type: 'response.image_generation_call.generating', ...place },
    ...image.previews.map((preview, index) => ({
      type: 'response.image_generation_call.partial_image',
      ...place,
      partial_image_index: index,
      partial_image_b64: preview.toString('base64'),
      output_format: 'png',
    })),
  ]
  const made = [
    { type: 'response.image_generation_call.completed', ...place },
    { type: 'response.output_item.done', output_index: 0, item: call },
  ]
  const words = textResponse(body, chunks.join(''))
  const counted = {
    input_tokens: 60,
    input_tokens_details: { text_tokens: 60, image_tokens: 0 },
    output_tokens: 639,
    output_tokens_details: { image_tokens: 639, text_tokens: 0 },
    total_tokens: 699,
  }
  const end = {
    type: 'response.completed',
    response: {
      ...words,
      output: [call, ...words.output],
      ...(!image.isUncounted && { tool_usage: { image_gen: counted } }),
    },
  }
  return {
    opening: opening.slice(0, 2),
    making,
    made,
    words: [...opening.slice(2), ...deltas, ...closing.slice(0, -1)],
    end,
  }
}

/** A text model's searches, and the pages that its answer cites. */
export interface WebSearch {
  readonly queries: readonly string[]
  readonly sources: readonly { readonly url: string; readonly title: string }[]
}

/** A text answer whose model first searched the web, once per query, and opened a page that it found. */
export function searchEvents(body: TextBody, chunks: readonly string[], { queries, sources }: WebSearch) {
  const { opening, deltas, closing } = textEvents(body, chunks)
  const searches = queries.map((query, index) => ({
    id: `ws_standin${index}`,
    type: 'web_search_call',
    status: 'completed',
    action: { type: 'search', query, queries: [query] },
  }))
  const visit = {
    id: 'ws_visit',
    type: 'web_search_call',
    status: 'completed',
    action: { type: 'open_page', url: null },
  }
  const calls = [...searches, ...(queries.length > 0 ? [visit] : [])]
  const annotations = sources.map(({ url, title }, index) => ({
    type: 'url_citation',
    start_index: index,
    end_index: index + 1,
    url,
    title,
  }))
  const words = textResponse(body, chunks.join(''))
  const output = words.output.map((item) => ({
    ...item,
    content: item.content.map((part) => ({ ...part, annotations })),
  }))
  const place = { item_id: 'msg_standin', output_index: calls.length, content_index: 0 }
  return [
    ...opening.slice(0, 2),
    ...calls.flatMap((item, index) => [
      { type: 'response.output_item.added', output_index: index, item: { ...item, status: 'in_progress' } },
      { type: 'response.web_search_call.in_progress', output_index: index, item_id: item.id },
      { type: 'response.web_search_call.searching', output_index: index, item_id: item.id },
      { type: 'response.web_search_call.completed', output_index: index, item_id: item.id },
      { type: 'response.output_item.done', output_index: index, item },
    ]),
    ...opening.slice(2),
    ...deltas,
    ...annotations.map((annotation, index) => ({
      type: 'response.output_text.annotation.added',
      ...place,
      annotation_index: index,
      annotation,
    })),
    ...closing.slice(0, -1),
    { type: 'response.completed', response: { ...words, output: [...calls, ...output] } },
  ]
}

/** The event that ends a text answer with an error in the middle of the stream. */
export function failedResponseEvent(body: TextBody, error: { readonly code: string; readonly message: string }) {
  return { type: 'response.failed', sequence_number: 4, response: { ...response(body, 'failed'), error } }
}

function response(body: TextBody, status: string) {
  return {
    id: 'resp_standin',
    object: 'response',
    created_at: CREATED_AT,
    status,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    model: body.model,
    output: [],
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
    usage: null,
    metadata: {},
  }
}

const IMAGE_MODELS = [
  'gpt-image-2',
  'gpt-image-2.5-flare',
  'gpt-image-2.5-sunburst',
  'gpt-image-2.6-flare',
  'gpt-image-2.6-sunburst',
]
const TEXT_MODELS = ['gpt-6.1-terra', 'gpt-6.1-sol', 'gpt-6-astra', 'gpt-6-luna', 'gpt-5.4-mini']
const SHUT_DOWN_SOON = { 'gpt-image-1.5': '2026-12-01' }

export function modelList() {
  const model = (id: string, shutdownDate: string | null = null) => ({
    id,
    object: 'model',
    created: CREATED_AT,
    owned_by: 'system',
    shutdown_date: shutdownDate,
  })
  return {
    object: 'list',
    data: [
      ...[...IMAGE_MODELS, ...TEXT_MODELS].map((id) => model(id)),
      ...Object.entries(SHUT_DOWN_SOON).map(([id, date]) => model(id, date)),
    ],
  }
}

const IMAGE_PARAMETERS = [
  'prompt model n size quality background output_format output_compression moderation',
  'partial_images stream complexity safety_identifier user files',
].flatMap((names) => names.split(' '))
const MOST_FILES = 16
const EDIT_FORMATS = ['image/png', 'image/jpeg', 'image/webp']

/** Returns the error with which the real service would refuse this image request, or undefined. */
export function imageRefusal(body: ImageBody): ApiError | undefined {
  const wrong = (param: string, code: string, message: string) => ({ status: 400, param, code, message })
  const unknown = Object.keys(body).find((name) => !IMAGE_PARAMETERS.includes(name))
  if (unknown) return wrong(unknown, 'unknown_parameter', `Unknown parameter: '${unknown}'.`)
  if (!IMAGE_MODELS.includes(body.model)) return unknownModel(body.model)
  if (typeof body.prompt !== 'string' || body.prompt.length === 0) {
    return wrong('prompt', 'missing_required_parameter', "Missing required parameter: 'prompt'.")
  }
  if ([...body.prompt].length > 32_000) {
    return wrong('prompt', 'string_above_max_length', "Invalid 'prompt': string too long. Maximum length is 32000.")
  }
  if (body.partial_images !== undefined && !body.stream) {
    return wrong('partial_images', 'invalid_value', "'partial_images' is only supported with 'stream'.")
  }
  const { width, height } = readSize(body)
  if (width % 16 !== 0 || height % 16 !== 0 || width * height > 8_294_400 || width * height < 655_360) {
    return wrong('size', 'invalid_value', `Invalid value: '${body.size}'.`)
  }
  return body.files && editRefusal(body.model, body.files)
}

function editRefusal(model: string, files: readonly SentFile[]): ApiError | undefined {
  const wrong = (param: string, code: string, message: string) => ({ status: 400, param, code, message })
  const images = files.filter(({ field }) => field === 'image' || field === 'image[]')
  const mask = files.find(({ field }) => field === 'mask')
  const markup = files.find(({ field }) => field === 'markup')
  const unknown = files.find((file) => file !== mask && file !== markup && !images.includes(file))
  if (unknown) return wrong(unknown.field, 'unknown_parameter', `Unknown parameter: '${unknown.field}'.`)
  if (images.length === 0) {
    return wrong('image', 'missing_required_parameter', "Missing required parameter: 'image'.")
  }
  if (images.length > MOST_FILES) return wrong('image', 'array_above_max_length', "Invalid 'image': array too long.")
  if (images.some(({ type, bytes }) => !EDIT_FORMATS.includes(type) || bytes.length === 0)) {
    return wrong('image', 'invalid_image_file', 'Invalid image file or mode for image, please check your image file.')
  }
  if (mask && (mask.type !== 'image/png' || mask.bytes.length >= 4_000_000)) {
    return wrong('mask', 'invalid_image_file', 'Invalid image file or mode for mask, please check your image file.')
  }
  if (markup && (mask || model === 'gpt-image-2')) {
    return wrong('markup', 'unknown_parameter', "Unknown parameter: 'markup'.")
  }
  return undefined
}

const TEXT_PARAMETERS = [
  'model input instructions stream store background temperature reasoning max_output_tokens',
  'tools tool_choice max_tool_calls',
].flatMap((names) => names.split(' '))

export function textRefusal(body: TextBody): ApiError | undefined {
  const unknown = Object.keys(body).find((name) => !TEXT_PARAMETERS.includes(name))
  if (unknown) {
    return { status: 400, param: unknown, code: 'unknown_parameter', message: `Unknown parameter: '${unknown}'.` }
  }
  return TEXT_MODELS.includes(body.model) ? undefined : unknownModel(body.model)
}

function unknownModel(model: string): ApiError {
  return {
    status: 404,
    code: 'model_not_found',
    message: `The model '${model}' does not exist or you do not have access to it.`,
  }
}
