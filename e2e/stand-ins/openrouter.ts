/**
 * Stands in for OpenRouter: its image endpoint (plain JSON, or events if the model streams), chat completions, its two
 * lists of models and the prices of an image model's providers. Refuses what the real service refuses.
 */
import { HttpStandIn, Script, type Answer, type Exchange, type RecordedRequest, type Step } from './http-stand-in'
import { previewPng, soundPng } from './images'

export const OPENROUTER_KEY = 'sk-or-v1-standin0123456789abcdef0123456789abcdef'

const BANANA = 'google/nano-banana-2.1'
const FLARE = 'openai/gpt-image-2.5-flare'
const FLUX = 'black-forest-labs/flux-3'

const choice = (...values: readonly string[]) => ({ type: 'enum', values })
const range = (min: number, max: number) => ({ type: 'range', min, max })

interface ImageModel {
  readonly id: string
  readonly name: string
  readonly parameters: Readonly<Record<string, { readonly values?: readonly string[]; readonly max?: number }>>
  readonly streams?: true
  readonly pricing: readonly object[]
  /** In US dollars, per image. */
  readonly cost: number
}

export const IMAGE_MODELS: readonly ImageModel[] = [
  {
    id: BANANA,
    name: 'Google: Nano Banana 2.1',
    parameters: {
      aspect_ratio: choice('1:1', '16:9', '9:16', '9:19.5', 'auto'),
      resolution: choice('512', '1K', '2K', '4K'),
      n: range(1, 1),
      input_references: range(0, 14),
      seed: { type: 'boolean' } as object,
    },
    pricing: [
      { billable: 'output_image', unit: 'image', cost_usd: 0.0336, variant: '1K' },
      { billable: 'output_image', unit: 'image', cost_usd: 0.0504, variant: '2K' },
      { billable: 'output_image', unit: 'image', cost_usd: 0.1134, variant: '4K' },
      { billable: 'input_text', unit: 'token', cost_usd: 0.0000015 },
    ],
    cost: 0.033615,
  },
  {
    id: FLARE,
    name: 'OpenAI: GPT Image 2.5 Flare',
    parameters: {
      aspect_ratio: choice('1:1', '3:2', '2:3', 'auto'),
      quality: choice('auto', 'low', 'medium', 'high'),
      background: choice('auto', 'opaque', 'transparent'),
      output_format: choice('png', 'jpeg', 'webp'),
      output_compression: range(0, 100),
      n: range(1, 10),
      input_references: range(0, 16),
    },
    streams: true,
    pricing: [
      { billable: 'output_image', unit: 'token', cost_usd: 0.00003 },
      { billable: 'input_image', unit: 'token', cost_usd: 0.000008 },
      { billable: 'input_text', unit: 'token', cost_usd: 0.000005 },
    ],
    cost: 0.01322,
  },
  {
    id: FLUX,
    name: 'Black Forest Labs: FLUX 3',
    parameters: { aspect_ratio: choice('1:1', '16:9'), output_format: choice('png', 'jpeg'), n: range(1, 4) },
    pricing: [{ billable: 'output_image', unit: 'image', cost_usd: 0.048 }],
    cost: 0.048,
  },
  {
    id: 'quiver/arrow',
    name: 'Quiver: Arrow',
    parameters: { output_format: choice('svg') },
    pricing: [{ billable: 'output_image', unit: 'request', cost_usd: 0.02 }],
    cost: 0.02,
  },
]

const TEXT_MODELS = [
  {
    id: 'anthropic/claude-opus-5',
    name: 'Anthropic: Claude Opus 5',
    context: 400_000,
    prompt: '0.000005',
    completion: '0.000025',
    sees: true,
  },
  { id: 'meta-llama/llama-5:free', name: 'Meta: Llama 5 (free)', context: 131_072, prompt: '0', completion: '0' },
  { id: 'openrouter/auto', name: 'Auto Router', context: 2_000_000, prompt: '-1', completion: '-1' },
] as const

export class OpenRouterStandIn extends HttpStandIn {
  key = OPENROUTER_KEY
  /** Whether the endpoint for key information exists. */
  hasKeyPage = true
  readonly nextList = new Script((exchange) => exchange.json(200, listImageModels()))
  /** The price of every image, in US dollars, instead of the usual prices. */
  price: number | undefined
  readonly nextPrices = new Script((exchange) => sendPrices(exchange, this.price))
  readonly #script = new Script((exchange) => this.#answerAsAsked(exchange))

  private constructor() {
    super()
  }

  static async start(): Promise<OpenRouterStandIn> {
    return (await new OpenRouterStandIn().listen()) as OpenRouterStandIn
  }

  /** As expected in `OPENROUTER_BASE_URL`. */
  get baseUrl(): string {
    return `${this.origin}/api/v1`
  }

  get paidRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST')
  }

  /** Scripts the answer to the next paid request whose format isn't refused. */
  willAnswer(step: Step): Answer {
    return this.#script.add(step)
  }

  protected answer(exchange: Exchange): Promise<void> {
    const { method, path, headers, json } = exchange.request
    const isKnown = headers.authorization === `Bearer ${this.key}`
    if (method === 'GET' && path === '/api/v1/images/models') return this.nextList.play(exchange)
    if (method === 'GET' && path === '/api/v1/models') return exchange.json(200, listTextModels())
    if (method === 'GET' && path.endsWith('/endpoints')) return this.nextPrices.play(exchange)
    if (method === 'GET' && path === '/api/v1/key' && this.hasKeyPage) {
      return isKnown ? exchange.json(200, { data: { label: 'a key', usage: 1.5, limit: null } }) : noUser(exchange)
    }
    const problem = findProblem(path, json)
    if (method !== 'POST' || problem === 'unknown') {
      return exchange.send(404, 'text/html; charset=utf-8', '<!DOCTYPE html><title>Not Found | OpenRouter</title>')
    }
    if (!isKnown) return noUser(exchange)
    return problem === undefined ? this.#script.play(exchange) : sendError(exchange, 400, problem)
  }

  #answerAsAsked(exchange: Exchange): Promise<void> {
    const { path, json } = exchange.request
    if (path === '/api/v1/chat/completions') return streamText(['A harbour ', 'at night.'])(exchange)
    return images(asRecord(json)['stream'] === true ? { previews: 2 } : {})(exchange)
  }
}

export interface ImagesSpec {
  readonly images?: readonly Buffer[]
  readonly previews?: number
  /** In US dollars. Null: the answer doesn't report it. */
  readonly cost?: number | null
}

/** Sends events if the request wants them and the model streams, else JSON. */
export function images(spec: ImagesSpec = {}) {
  return async (exchange: Exchange): Promise<void> => {
    const model = findImageModel(exchange.request.json)
    const isStreamed = asRecord(exchange.request.json)['stream'] === true && model?.streams
    if (!isStreamed) return exchange.json(200, imagesBody(exchange.request, spec), { 'x-generation-id': 'gen-img-1' })
    exchange.response.writeHead(200, { 'content-type': 'text/event-stream', 'x-generation-id': 'gen-img-1' })
    await exchange.write(imagesEvents(exchange.request, spec))
    await exchange.end()
  }
}

export function imagesBody(request: RecordedRequest, spec: ImagesSpec = {}) {
  return {
    created: 1_795_348_800,
    data: listBytes(request, spec).map((bytes) => ({ b64_json: bytes.toString('base64'), media_type: 'image/png' })),
    ...createUsage(request, spec),
  }
}

export function imagesEvents(request: RecordedRequest, spec: ImagesSpec = {}): string {
  const partial = Array.from({ length: spec.previews ?? 0 }, (_, index) => ({
    type: 'image_generation.partial_image',
    partial_image_index: index,
    b64_json: previewPng(index).toString('base64'),
  }))
  const bytes = listBytes(request, spec)
  const completed = bytes.map((image, index) => ({
    type: 'image_generation.completed',
    created: 1_795_348_800,
    b64_json: image.toString('base64'),
    media_type: 'image/png',
    // Once, for all images.
    ...(index === bytes.length - 1 && createUsage(request, spec)),
  }))
  return `: OPENROUTER PROCESSING\n\n${[...partial, ...completed].map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`
}

function listBytes(request: RecordedRequest, { images: given }: ImagesSpec): readonly Buffer[] {
  const count = Number(asRecord(request.json)['n'] ?? 1)
  return given ?? Array.from({ length: count }, (_, seed) => soundPng({ width: 32, height: 32, seed: seed + 1 }))
}

function createUsage(request: RecordedRequest, { images: given, cost }: ImagesSpec) {
  const model = findImageModel(request.json)
  const count = given?.length ?? Number(asRecord(request.json)['n'] ?? 1)
  const named = cost === undefined ? (model?.cost ?? 0) * count : cost
  return {
    usage: {
      prompt_tokens: 10,
      completion_tokens: 439 * count,
      total_tokens: 10 + 439 * count,
      completion_tokens_details: { image_tokens: 439 * count, reasoning_tokens: 0 },
      ...(named !== null && {
        cost: named,
        is_byok: false,
        cost_details: { upstream_inference_cost: null, upstream_inference_prompt_cost: 0 },
      }),
    },
  }
}

export interface TextSpec {
  readonly reasoning?: readonly string[]
  readonly finish?: string
  readonly cost?: number | null
  /** Pages that the answer cites, and the number of searches by its server tool. */
  readonly sources?: readonly { readonly url: string; readonly title: string }[]
  readonly searches?: number
}

export function streamText(words: readonly string[], spec: TextSpec = {}) {
  return async (exchange: Exchange): Promise<void> => {
    exchange.response.writeHead(200, { 'content-type': 'text/event-stream', 'x-generation-id': 'gen-text-1' })
    await exchange.write(textEvents(words, spec))
    await exchange.end()
  }
}

export function textEvents(
  words: readonly string[],
  { reasoning = [], finish = 'stop', cost = 0.0001234, sources = [], searches = 0 }: TextSpec = {},
): string {
  const chunk = (delta: object, finishReason: string | null = null, more: object = {}) => ({
    id: 'gen-text-1',
    object: 'chat.completion.chunk',
    created: 1_795_348_800,
    model: 'anthropic/claude-opus-5',
    provider: 'Anthropic',
    choices: [{ index: 0, delta, finish_reason: finishReason, native_finish_reason: finishReason }],
    ...more,
  })
  const usage = {
    prompt_tokens: 8,
    completion_tokens: 42,
    total_tokens: 50,
    completion_tokens_details: { reasoning_tokens: 30 },
    ...(cost !== null && { cost, is_byok: false }),
    ...(searches > 0 && { server_tool_use: { web_search_requests: searches } }),
  }
  const annotations = sources.map((source) => ({
    type: 'url_citation',
    url_citation: { ...source, content: 'A passage.', start_index: 0, end_index: 5 },
  }))
  const events = [
    ...reasoning.map((text) => chunk({ role: 'assistant', content: '', reasoning: text, reasoning_details: [] })),
    ...words.map((content) => chunk({ role: 'assistant', content })),
    ...(annotations.length > 0 ? [chunk({ role: 'assistant', content: '', annotations })] : []),
    chunk({ role: 'assistant', content: '' }, finish),
    chunk({ role: 'assistant', content: '' }, null, { usage }),
  ]
  return `: OPENROUTER PROCESSING\n\n${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`
}

export function failing(
  status: number,
  message: string,
  metadata?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  return (exchange: Exchange): Promise<void> => sendError(exchange, status, message, metadata, headers)
}

function sendError(
  exchange: Exchange,
  code: number,
  message: string,
  metadata?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  return exchange.json(code, { error: { code, message, ...(metadata && { metadata }) }, user_id: 'user_1' }, headers)
}

function noUser(exchange: Exchange): Promise<void> {
  return sendError(exchange, 401, 'User not found.')
}

export function listImageModels() {
  return {
    data: IMAGE_MODELS.map(({ id, name, parameters, streams = false }) => ({
      id,
      name,
      created: 1_795_348_800,
      description: `${name} makes images. It has "every" [option] {that} it lists.`,
      architecture: {
        input_modalities: parameters['input_references'] ? ['text', 'image'] : ['text'],
        output_modalities: ['image'],
      },
      supported_parameters: parameters,
      supports_streaming: streams,
      endpoints: `/api/v1/images/models/${id}/endpoints`,
    })),
  }
}

function listTextModels() {
  const texts = TEXT_MODELS.map(({ id, name, context, prompt, completion, ...more }) => ({
    id,
    canonical_slug: id,
    name,
    created: 1_795_348_800,
    context_length: context,
    architecture: {
      input_modalities: 'sees' in more ? ['text', 'image'] : ['text'],
      output_modalities: ['text'],
    },
    pricing: { prompt, completion, request: '0', image: '0' },
    supported_parameters:
      id === 'openrouter/auto' ? undefined : ['max_tokens', 'temperature', ...('sees' in more ? ['reasoning'] : [])],
    expiration_date: null,
  }))
  // Image models are in this list, too.
  const drawing = {
    ...texts[0],
    id: BANANA,
    name: 'Google: Nano Banana 2.1',
    architecture: { input_modalities: ['text', 'image'], output_modalities: ['image', 'text'] },
  }
  return { data: [...texts, drawing] }
}

function sendPrices(exchange: Exchange, price?: number): Promise<void> {
  const [, id] = /^\/api\/v1\/images\/models\/(.+)\/endpoints$/.exec(exchange.request.path) ?? []
  const model = IMAGE_MODELS.find((one) => one.id === id)
  if (!model) return sendError(exchange, 404, 'Image model not found')
  const endpoint = {
    provider_name: 'A provider',
    provider_slug: 'a-provider',
    provider_tag: null,
    supported_parameters: model.parameters,
    allowed_passthrough_parameters: [],
    supports_streaming: model.streams ?? false,
    pricing: price === undefined ? model.pricing : [{ billable: 'output_image', unit: 'image', cost_usd: price }],
  }
  return exchange.json(200, { id: model.id, endpoints: [endpoint] })
}

function findImageModel(json: unknown): ImageModel | undefined {
  const { model } = asRecord(json)
  return IMAGE_MODELS.find(({ id }) => id === model)
}

const IMAGE_FIELDS = [
  'model prompt n size resolution aspect_ratio quality background output_format',
  'output_compression seed input_references provider stream user session_id',
].flatMap((names) => names.split(' '))
/** Returns what the real service refuses with 400. `unknown`: it has no such endpoint. */
function findProblem(path: string, json: unknown): string | undefined {
  const body = asRecord(json)
  if (path === '/api/v1/chat/completions') {
    const isKnown = TEXT_MODELS.some(({ id }) => id === body['model'])
    return isKnown ? undefined : `${String(body['model'])} is not a valid model ID`
  }
  if (path !== '/api/v1/images') return 'unknown'
  const model = findImageModel(json)
  if (!model) return `${String(body['model'])} is not a valid model ID`
  const field = Object.keys(body).find((name) => !IMAGE_FIELDS.includes(name))
  if (field !== undefined) return `Unrecognized key: "${field}"`
  if (typeof body['prompt'] !== 'string' || body['prompt'] === '') return 'prompt: Required'
  if (body['size'] !== undefined && (body['aspect_ratio'] ?? body['resolution']) !== undefined) {
    return 'size: contradicts aspect_ratio or resolution'
  }
  for (const name of ['aspect_ratio', 'resolution', 'quality', 'background', 'output_format'] as const) {
    const value = body[name]
    if (value !== undefined && !model.parameters[name]?.values?.includes(String(value))) {
      return `Invalid value for ${name}: ${String(value)}`
    }
  }
  const references = body['input_references']
  if (Array.isArray(references) && references.length > (model.parameters['input_references']?.max ?? 0)) {
    return 'input_references: Too many images'
  }
  return Number(body['n'] ?? 1) > (model.parameters['n']?.max ?? 1) ? 'n: Too many images' : undefined
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
