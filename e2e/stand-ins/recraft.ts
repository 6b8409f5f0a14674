/**
 * Stands in for Recraft: answers with images and their cost, tools for a single image, and the refusals of the real
 * service (wrong keys, unknown models, sizes and fields).
 */
import { HttpStandIn, Script, type Answer, type Exchange, type RecordedRequest, type Step } from './http-stand-in'
import { soundPng, soundSvg } from './images'

export const RECRAFT_KEY = 'recraft0123456789abcdefCANARY4f5e6d7c'

/** API units per image; a thousand are a dollar. */
const MODELS: Readonly<Record<string, number>> = {
  recraftv4_1: 35,
  recraftv4_1_pro: 210,
  recraftv4_1_flash: 7,
  recraftv4_1_vector: 80,
  recraftv4_1_pro_vector: 300,
}
const COMMON = ['response_format', 'image_format']
const GENERATION = ['model', 'prompt', 'n', 'size', 'random_seed', ...COMMON]

interface Route {
  readonly fields: readonly string[]
  /** Answers with `image` instead of a list. The price is in API units. */
  readonly units?: number
  readonly isSingle?: true
}

const ROUTES: Readonly<Record<string, Route>> = {
  generations: { fields: GENERATION },
  imageToImage: { fields: [...GENERATION.filter((name) => name !== 'size'), 'image', 'strength'] },
  removeBackground: { fields: [...COMMON, 'image'], units: 10, isSingle: true },
  crispUpscale: { fields: [...COMMON, 'image'], units: 4, isSingle: true },
  vectorize: { fields: ['response_format', 'image'], units: 10, isSingle: true },
  variateImage: { fields: [...COMMON, 'image', 'size', 'n', 'random_seed'], units: 40 },
}

interface Given {
  readonly images?: readonly Buffer[]
  /** In API units, instead of the usual ones. */
  readonly credits?: unknown
}

export class RecraftStandIn extends HttpStandIn {
  key = RECRAFT_KEY
  readonly #script = new Script(images())

  private constructor() {
    super()
  }

  static async start(): Promise<RecraftStandIn> {
    return (await new RecraftStandIn().listen()) as RecraftStandIn
  }

  /** As expected in `RECRAFT_BASE_URL`. */
  get baseUrl(): string {
    return `${this.origin}/v1`
  }

  get paidRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST')
  }

  willAnswer(step: Step): Answer {
    return this.#script.add(step)
  }

  protected answer(exchange: Exchange): Promise<void> {
    const { method, path, headers } = exchange.request
    if (headers.authorization !== `Bearer ${this.key}`) return refuse(exchange, 401, 'unauthorized', 'Unauthorized')
    if (method === 'GET' && path === '/v1/users/me') {
      return exchange.json(200, { id: 'u', email: 'a@example.com', name: 'A', credits: 4321 })
    }
    const route = findRoute(path)
    if (method !== 'POST' || !route) return refuse(exchange, 404, 'not_found', 'Not found')
    const body = (exchange.request.json ?? {}) as Record<string, unknown>
    const wrong = Object.keys(body).find((field) => !route.fields.includes(field))
    if (wrong !== undefined) return refuse(exchange, 400, 'bad_request', `unknown field ${wrong}`)
    const { model } = body
    if (route.fields.includes('model') && (typeof model !== 'string' || MODELS[model] === undefined)) {
      return refuse(exchange, 400, 'bad_request', 'model is not found')
    }
    if (isVector(exchange.request) && body['image_format'] !== undefined) {
      return refuse(exchange, 400, 'bad_request', 'image_format is not supported by vector models')
    }
    return this.#script.play(exchange)
  }
}

function findRoute(path: string): Route | undefined {
  return ROUTES[path.replace('/v1/images/', '')]
}

/** Whether the result is a vector drawing. */
function isVector({ path, json }: RecordedRequest): boolean {
  const { model } = (json ?? {}) as { model?: unknown }
  return path.endsWith('/vectorize') || (typeof model === 'string' && model.endsWith('_vector'))
}

/** The usual answer: as many images as requested. */
export function images({ images: given, credits }: Given = {}): Step {
  return (exchange) => {
    const { n = 1, model } = (exchange.request.json ?? {}) as { n?: number; model?: string }
    const { isSingle, units } = findRoute(exchange.request.path) ?? {}
    const draw = isVector(exchange.request) ? soundSvg : soundPng
    const bytes = given ?? Array.from({ length: n }, (_, index) => draw({ seed: index + 1 }))
    const items = bytes.map((image, index) => ({ image_id: `i${index}`, b64_json: image.toString('base64') }))
    const cost = credits === undefined ? (units ?? (MODELS[model ?? ''] ?? 0) * n) : credits
    return exchange.json(200, {
      created: 1_764_158_400,
      credits: cost,
      ...(isSingle ? { image: items[0] } : { data: items }),
    })
  }
}

/** An error in the service's format. */
export function failing(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Step {
  return (exchange) => exchange.json(status, { code, message }, headers)
}

function refuse(exchange: Exchange, status: number, code: string, message: string): Promise<void> {
  return exchange.json(status, { code, message })
}
