/**
 * Stands in for Google's Gemini API: the wire format of `generateContent`, its stream and its list of models, and the
 * refusals of the real service (unknown fields, sizes that a model doesn't support, models that were shut down).
 */
import { HttpStandIn, Script, type Answer, type Exchange, type RecordedRequest, type Step } from './http-stand-in'
import { soundPng } from './images'

export const GEMINI_KEY = 'AIzaSyStandInStandInStandInStandInStand'

const RATIOS = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9']

interface Known {
  readonly methods: readonly string[]
  readonly ratios?: readonly string[]
  readonly sizes?: readonly string[]
}

const TEXT: Known = { methods: ['generateContent', 'countTokens'] }

/** As listed by `GET /v1beta/models`. Other models were shut down, or never existed. */
const MODELS: Readonly<Record<string, Known>> = {
  'gemini-nano-banana-2.1': {
    methods: ['generateContent'],
    ratios: [...RATIOS, '1:4', '4:1', '1:8', '8:1'],
    sizes: ['1K', '2K', '4K'],
  },
  'gemini-3-pro-image': { methods: ['generateContent'], ratios: RATIOS, sizes: ['1K', '2K', '4K'] },
  'gemini-3.1-flash-lite-image': { methods: ['generateContent'], ratios: RATIOS, sizes: ['1K'] },
  'gemini-3.1-pro': TEXT,
  'gemini-3.1-flash': TEXT,
  'gemini-embedding-2': { methods: ['embedContent'] },
}

const TOKENS: Readonly<Record<string, number>> = { '1K': 1120, '2K': 1680, '4K': 3780 }

interface ImageSpec {
  readonly bytes?: Buffer
  readonly mimeType?: string
  readonly tokens?: number
  readonly usage?: unknown
}

export class GeminiStandIn extends HttpStandIn {
  key = GEMINI_KEY
  readonly #script = new Script((exchange) => this.#answerAsAsked(exchange))

  private constructor() {
    super()
  }

  static async start(): Promise<GeminiStandIn> {
    return (await new GeminiStandIn().listen()) as GeminiStandIn
  }

  /** Without a version, as expected in `GOOGLE_GEMINI_BASE_URL`. */
  get baseUrl(): string {
    return this.origin
  }

  get paidRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST')
  }

  /** Scripts the answer to the next paid request whose format isn't refused. */
  willAnswer(step: Step): Answer {
    return this.#script.add(step)
  }

  protected answer(exchange: Exchange): Promise<void> {
    const { method, path, headers } = exchange.request
    if (headers['x-goog-api-key'] !== this.key) return invalidKey(exchange)
    if (method === 'GET' && path === '/v1beta/models') return exchange.json(200, listModels())
    const [, name = '', action] = /^\/v1beta\/models\/([\w.-]+):(\w+)$/.exec(path) ?? []
    if (method !== 'POST' || !/^(?:streamG|g)enerateContent$/.test(action ?? '')) {
      return exchange.send(404, 'text/html; charset=UTF-8', '<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>')
    }
    const model = MODELS[name]
    if (!model?.methods.includes('generateContent')) {
      const message = `models/${name} is not found for API version v1beta, or is not supported for ${action}.`
      return error(exchange, 404, 'NOT_FOUND', message)
    }
    const problem = findProblem(exchange.request.json, model)
    return problem === undefined ? this.#script.play(exchange) : error(exchange, 400, 'INVALID_ARGUMENT', problem)
  }

  #answerAsAsked(exchange: Exchange): Promise<void> {
    if (exchange.request.path.endsWith(':streamGenerateContent'))
      return streamText(['A harbour ', 'at night.'])(exchange)
    return image()(exchange)
  }
}

/** An image, after a draft of it in the model's thoughts. */
export function image(spec: ImageSpec = {}) {
  return (exchange: Exchange): Promise<void> => exchange.json(200, imageBody(exchange.request, spec))
}

/** An image in the request. */
export interface SentImage {
  readonly mimeType: string
  readonly bytes: Buffer
}

/** Returns the images of all contents, in order. */
export function sentImages({ json }: Pick<RecordedRequest, 'json'>): readonly SentImage[] {
  const contents = asRecord(json)['contents']
  if (!Array.isArray(contents)) return []
  return contents
    .flatMap((content): unknown => asRecord(content)['parts'])
    .map((part) => asRecord(asRecord(part)['inlineData']))
    .flatMap(({ mimeType, data }) =>
      typeof data === 'string' ? [{ mimeType: String(mimeType), bytes: Buffer.from(data, 'base64') }] : [],
    )
}

const TOKENS_PER_INPUT = 1_090

export function imageBody(request: RecordedRequest, { bytes = soundPng(), mimeType, tokens, usage }: ImageSpec = {}) {
  const { imageSize = '1K' } = imageConfigIn(request.json)
  const inputTokens = TOKENS_PER_INPUT * sentImages(request).length
  const made = tokens ?? TOKENS[imageSize] ?? 1120
  const draft = { mimeType: 'image/png', data: soundPng({ width: 64, height: 64 }).toString('base64') }
  return {
    candidates: [
      {
        content: {
          role: 'model',
          parts: [
            { text: 'The light should come from the left.', thought: true },
            { inlineData: draft, thought: true },
            {
              inlineData: { mimeType: mimeType ?? 'image/png', data: bytes.toString('base64') },
              thoughtSignature: 'c2lnbmVk',
            },
          ],
        },
        finishReason: 'STOP',
        index: 0,
      },
    ],
    usageMetadata: usage ?? {
      promptTokenCount: 10 + inputTokens,
      candidatesTokenCount: made,
      totalTokenCount: made + 210 + inputTokens,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 10 },
        ...(inputTokens > 0 ? [{ modality: 'IMAGE', tokenCount: inputTokens }] : []),
      ],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: made }],
      thoughtsTokenCount: 200,
    },
    modelVersion: 'gemini-nano-banana-2.1',
    responseId: 'resp-0123456789',
  }
}

export function blockedPrompt(blockReason: string) {
  return (exchange: Exchange): Promise<void> =>
    exchange.json(200, {
      promptFeedback: { blockReason },
      usageMetadata: { promptTokenCount: 10, totalTokenCount: 10 },
      responseId: 'resp-blocked',
    })
}

/** An answer that ends without an image. `content` is missing unless there's text. */
export function ending(
  finishReason: string,
  { text, message, usage }: { text?: string; message?: string; usage?: unknown } = {},
) {
  return (exchange: Exchange): Promise<void> =>
    exchange.json(200, {
      candidates: [
        {
          ...(text !== undefined && { content: { role: 'model', parts: [{ text }] } }),
          finishReason,
          ...(message !== undefined && { finishMessage: message }),
          index: 0,
        },
      ],
      ...(usage !== undefined && { usageMetadata: usage }),
      responseId: 'resp-ended',
    })
}

export function streamText(words: readonly string[], finishReason = 'STOP', last: object = {}) {
  return async (exchange: Exchange): Promise<void> => {
    exchange.response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const [index, text] of words.entries()) {
      const isLast = index === words.length - 1
      const event = {
        candidates: [
          { content: { role: 'model', parts: [{ text }] }, index: 0, ...(isLast && { finishReason, ...last }) },
        ],
        usageMetadata: {
          promptTokenCount: 8,
          totalTokenCount: 20,
          ...(isLast && { candidatesTokenCount: 12, thoughtsTokenCount: 30 }),
        },
        responseId: 'resp-text',
      }
      await exchange.write(`data: ${JSON.stringify(event)}\r\n\r\n`)
    }
    await exchange.end()
  }
}

/** A text whose model has searched: the grounding comes with the last piece. */
export function searchedText(
  words: readonly string[],
  search: { readonly queries: readonly string[]; readonly sources: readonly { url: string; title: string }[] },
) {
  const groundingMetadata = {
    webSearchQueries: search.queries,
    searchEntryPoint: { renderedContent: '<style></style><div>Google Search</div>' },
    groundingChunks: search.sources.map(({ url, title }) => ({ web: { uri: url, title } })),
    groundingSupports: search.sources.map((_, index) => ({
      segment: { startIndex: 0, endIndex: 9, text: words.join('').slice(0, 9) },
      groundingChunkIndices: [index],
    })),
  }
  return streamText(words, 'STOP', { groundingMetadata })
}

/** An error in Google's format. */
export function failing(code: number, status: string, message: string, details: readonly object[] = []) {
  return (exchange: Exchange): Promise<void> => error(exchange, code, status, message, details)
}

export const outOfCredit = failing(402, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.')

export function limited(quotaId: string, retryDelay: string) {
  return failing(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota.', [
    { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId }] },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
  ])
}

function error(
  exchange: Exchange,
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
): Promise<void> {
  const body = { error: { code, message, status, ...(details.length > 0 && { details }) } }
  // The streaming method sends a list, unless events were requested.
  const isList = exchange.request.path.endsWith(':streamGenerateContent') && exchange.request.query['alt'] !== 'sse'
  return exchange.json(code, isList ? [body] : body)
}

function invalidKey(exchange: Exchange): Promise<void> {
  const details = [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'API_KEY_INVALID',
      domain: 'googleapis.com',
      metadata: { service: 'generativelanguage.googleapis.com' },
    },
  ]
  const message = 'API key not valid. Please pass a valid API key.'
  return error(exchange, 400, 'INVALID_ARGUMENT', message, details)
}

function listModels(): object {
  return {
    models: Object.entries(MODELS).map(([name, { methods }]) => ({
      name: `models/${name}`,
      version: '001',
      displayName: name,
      inputTokenLimit: 65_536,
      outputTokenLimit: 32_768,
      supportedGenerationMethods: methods,
    })),
  }
}

const INPUT_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif']

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '': ['contents', 'generationConfig', 'systemInstruction', 'safetySettings', 'tools', 'toolConfig', 'cachedContent'],
  generation_config: [
    'responseModalities imageConfig temperature topP topK seed candidateCount maxOutputTokens thinkingConfig',
  ].flatMap((names) => names.split(' ')),
  'generation_config.thinking_config': ['thinkingLevel', 'includeThoughts'],
  'generation_config.image_config': ['aspectRatio', 'imageSize'],
}

/** Returns what the real service refuses with 400. */
function findProblem(json: unknown, { ratios, sizes }: Known): string | undefined {
  const body = asRecord(json)
  const generation = asRecord(body['generationConfig'])
  const config = imageConfigIn(json)
  const unknown =
    findUnknown('', body) ??
    findUnknown('generation_config', generation) ??
    findUnknown('generation_config.image_config', config) ??
    findUnknown('generation_config.thinking_config', asRecord(generation['thinkingConfig']))
  if (unknown !== undefined) return unknown
  if (!Array.isArray(body['contents']) || body['contents'].length === 0) {
    return '* GenerateContentRequest.contents: contents is not specified'
  }
  const refused = sentImages({ json }).find(
    ({ mimeType, bytes }) => !INPUT_TYPES.includes(mimeType) || bytes.length === 0,
  )
  if (refused) return 'Unable to process input image. Please retry or report in https://developers.generativeai.google/'
  if (config.aspectRatio !== undefined && !ratios?.includes(config.aspectRatio)) {
    return `Invalid value for image_config.aspect_ratio: ${config.aspectRatio}`
  }
  // Must be uppercase and supported by the model.
  if (config.imageSize !== undefined && !sizes?.includes(config.imageSize)) {
    return `Invalid value for image_config.image_size: ${config.imageSize}`
  }
  return undefined
}

function findUnknown(place: string, body: object): string | undefined {
  const name = Object.keys(body).find((field) => !FIELDS[place]?.includes(field))
  const where = place === '' ? '' : ` at '${place}'`
  return name && `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`
}

function imageConfigIn(json: unknown): { readonly aspectRatio?: string; readonly imageSize?: string } {
  return asRecord(asRecord(asRecord(json)['generationConfig'])['imageConfig'])
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
