/**
 * Stands in for fal: the queue (submit, status, result, cancel), results whose files are on another origin, and the
 * refusals of the real service (wrong keys, unknown endpoints and fields).
 */
import { HttpStandIn, Script, type Answer, type Exchange, type RecordedRequest, type Step } from './http-stand-in'
import { soundPng } from './images'

export const FAL_KEY = '01234567-89ab-cdef-0123-456789abcdef:0123456789abcdef0123456789abcdef'

const SHAPED = ['prompt', 'aspect_ratio', 'resolution', 'output_format']
const SIZED = ['prompt', 'image_size', 'num_images']

/** The fields of each endpoint. Other endpoints don't exist. */
const ENDPOINTS: Readonly<Record<string, readonly string[]>> = {
  'blackforestlabs/flux-3/text-to-image': SHAPED,
  'blackforestlabs/flux-3/edit-image': [...SHAPED, 'image_urls'],
  'blackforestlabs/flux-3-klein/text-to-image': SHAPED,
  'blackforestlabs/flux-3-klein/edit-image': [...SHAPED, 'image_urls'],
  'google/nano-banana-2.1': [...SHAPED, 'num_images'],
  'google/nano-banana-2.1/edit': [...SHAPED, 'num_images', 'image_urls'],
  'openai/gpt-image-2.5/sunburst/text-to-image': [...SIZED, 'output_format', 'quality', 'background'],
  'openai/gpt-image-2.5/sunburst/edit': [...SIZED, 'output_format', 'quality', 'background', 'image_urls', 'mask_url'],
  'bytedance/seedream/v5/pro/text-to-image': SIZED,
  'bytedance/seedream/v5/pro/edit': [...SIZED, 'image_urls'],
  'fal-ai/recraft/v4.1/text-to-image': ['prompt', 'image_size'],
  'fal-ai/flux/dev': [...SIZED, 'output_format'],
  'fal-ai/bria/background/remove': ['image_url'],
  'fal-ai/clarity-upscaler': ['image_url', 'upscale_factor'],
}

const BILLS = '/v1/models/billing-events'

export type JobState = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED'

interface JobPlan {
  /** How many other jobs come before it. */
  readonly position?: number
  /** The job stops in this state until `continue`. Otherwise each status poll advances it by one step. */
  readonly holdsAt?: JobState
  /** The files of the result. By default one. */
  readonly images?: readonly Buffer[]
  readonly nsfw?: readonly boolean[]
  /** Sent instead of a result. */
  readonly fails?: { readonly status: number; readonly body: unknown }
  /** Replaces the usual body of a result. */
  readonly result?: unknown
}

/** A job in the queue, which the test can control. */
export class Job {
  state: JobState = 'IN_QUEUE'
  isCanceled = false
  #isHeld: boolean

  constructor(
    readonly id: string,
    readonly request: RecordedRequest,
    readonly endpoint: string,
    readonly plan: JobPlan,
    public position = plan.position ?? 0,
  ) {
    this.#isHeld = plan.holdsAt !== undefined
  }

  /** Lets it continue to its end. */
  continue(): void {
    this.#isHeld = false
    this.state = 'COMPLETED'
  }

  /** Advances the job, as each status poll does. */
  proceed(): void {
    if (this.#isHeld && this.state === this.plan.holdsAt) return
    if (this.state === 'IN_PROGRESS') this.state = 'COMPLETED'
    else if (this.state === 'IN_QUEUE' && this.position > 0) this.position -= 1
    else if (this.state === 'IN_QUEUE') this.state = 'IN_PROGRESS'
  }
}

/** Serves the files of results, at addresses that need no key. */
export class FalFiles extends HttpStandIn {
  readonly #files = new Map<string, Buffer>()
  readonly #script = new Script((exchange) => this.#send(exchange))

  private constructor() {
    super()
  }

  static async start(): Promise<FalFiles> {
    return (await new FalFiles().listen()) as FalFiles
  }

  add(bytes: Buffer): string {
    const path = `/files/b/0a${this.#files.size}/${this.#files.size}_result.png`
    this.#files.set(path, bytes)
    return `${this.origin}${path}`
  }

  willAnswer(step: Step): Answer {
    return this.#script.add(step)
  }

  protected answer(exchange: Exchange): Promise<void> {
    return this.#script.play(exchange)
  }

  #send(exchange: Exchange): Promise<void> {
    const bytes = this.#files.get(exchange.request.path)
    return bytes ? exchange.send(200, 'image/png', bytes) : exchange.send(404, 'text/plain', 'Not Found')
  }
}

export class FalStandIn extends HttpStandIn {
  key = FAL_KEY
  /** The origin of job addresses; by default this server. */
  jobOrigin: string | undefined
  readonly jobs: Job[] = []
  /** Whether the key has the scope for reading bills. */
  isAdmin = false
  /** The bills so far, in the service's own format. */
  readonly bills: Record<string, unknown>[] = []
  readonly nextSubmit = new Script((exchange) => this.#submit(exchange))
  readonly nextStatus = new Script((exchange) => this.#tellStatus(exchange))
  readonly nextResult = new Script((exchange) => this.#tellResult(exchange))
  readonly nextBill = new Script((exchange) => this.#tellBill(exchange))
  readonly nextCancel = new Script((exchange) => this.#cancel(exchange))
  readonly #plans: JobPlan[] = []

  private constructor(readonly files: FalFiles) {
    super()
  }

  static async start(): Promise<FalStandIn> {
    return (await new FalStandIn(await FalFiles.start()).listen()) as FalStandIn
  }

  override async stop(): Promise<void> {
    await Promise.all([super.stop(), this.files.stop()])
  }

  /** As expected in `FAL_QUEUE_URL`. */
  get baseUrl(): string {
    return this.origin
  }

  /** As expected in `FAL_API_URL`. */
  get apiUrl(): string {
    return `${this.origin}/v1`
  }

  get paidRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST')
  }

  /** The requests about jobs. */
  get questions(): readonly RecordedRequest[] {
    return this.requests.filter(({ path }) => path.includes('/requests/'))
  }

  /** The requests about bills. */
  get billQuestions(): readonly RecordedRequest[] {
    return this.requests.filter(({ path }) => path === BILLS)
  }

  /** Sets the outcome of the next submitted job. */
  willMake(plan: JobPlan): void {
    this.#plans.push(plan)
  }

  protected answer(exchange: Exchange): Promise<void> {
    const { method, path, headers, query } = exchange.request
    if (headers.authorization !== `Key ${this.key}`) return unauthorized(exchange)
    if (method === 'GET' && path === '/v1/models/pricing') return listPrices(exchange, query['endpoint_id'] ?? '')
    if (method === 'GET' && path === BILLS) return this.nextBill.play(exchange)
    if (method === 'POST') return this.nextSubmit.play(exchange)
    const [, action] = /^\/[\w.-]+\/[\w.-]+\/requests\/[\w-]+(\/status|\/cancel)?$/.exec(path) ?? []
    if (method === 'PUT' && action === '/cancel') return this.nextCancel.play(exchange)
    if (method === 'GET' && action === '/status') return this.nextStatus.play(exchange)
    return method === 'GET' && action === undefined ? this.nextResult.play(exchange) : notFound(exchange)
  }

  async #submit(exchange: Exchange): Promise<void> {
    const endpoint = exchange.request.path.slice(1)
    const fields = ENDPOINTS[endpoint]
    if (!fields) return exchange.json(404, { detail: `Application "${endpoint.split('/')[1]}" not found` })
    const body = exchange.request.json as Record<string, unknown> | undefined
    const unknown = Object.keys(body ?? {}).find((field) => !fields.includes(field))
    // The real service only notices when a runner starts the job.
    const fails = unknown === undefined ? undefined : { status: 422, body: refusedField(unknown) }
    const plan = this.#plans.shift() ?? {}
    const id = `0f1e2d3c-${String(this.jobs.length).padStart(4, '0')}-4abc-8def-0123456789ab`
    const job = new Job(id, exchange.request, endpoint, { ...plan, ...(fails && { fails }) })
    this.jobs.push(job)
    await exchange.json(200, {
      status: 'IN_QUEUE',
      request_id: id,
      ...this.#addresses(job),
      logs: null,
      metrics: {},
      queue_position: job.position,
    })
  }

  #addresses({ id, endpoint }: Job): Readonly<Record<string, string>> {
    const app = endpoint.split('/').slice(0, 2).join('/')
    const address = `${this.jobOrigin ?? this.origin}/${app}/requests/${id}`
    return { response_url: address, status_url: `${address}/status`, cancel_url: `${address}/cancel` }
  }

  #find(exchange: Exchange): Job | undefined {
    return this.jobs.find(({ id, isCanceled }) => !isCanceled && exchange.request.path.includes(`/requests/${id}`))
  }

  async #tellStatus(exchange: Exchange): Promise<void> {
    const job = this.#find(exchange)
    if (!job) return notFound(exchange)
    const { state, position } = job
    job.proceed()
    await exchange.json(state === 'COMPLETED' ? 200 : 202, {
      status: state,
      request_id: job.id,
      ...this.#addresses(job),
      ...(state === 'IN_QUEUE' && { queue_position: position }),
      ...(state === 'COMPLETED' && { logs: null, metrics: { inference_time: 1.2 } }),
    })
  }

  async #tellResult(exchange: Exchange): Promise<void> {
    const job = this.#find(exchange)
    if (!job) return notFound(exchange)
    if (job.state !== 'COMPLETED') return exchange.json(400, { detail: 'Request is still in progress' })
    const { fails, result, images = [soundPng()], nsfw } = job.plan
    if (fails) return exchange.json(fails.status, fails.body, { 'x-fal-request-id': job.id })
    await exchange.json(
      200,
      result ?? {
        images: images.map((bytes) => ({
          url: this.files.add(bytes),
          content_type: 'image/png',
          file_name: 'result.png',
          file_size: bytes.byteLength,
          width: null,
          height: null,
        })),
        seed: 42,
        has_nsfw_concepts: nsfw ?? images.map(() => false),
        prompt: (job.request.json as { prompt?: string }).prompt,
        timings: { inference: 1.2 },
      },
      { 'x-fal-request-id': job.id },
    )
  }

  async #tellBill(exchange: Exchange): Promise<void> {
    if (!this.isAdmin)
      return exchange.json(403, { error: { type: 'authorization_error', message: 'Admin key needed' } })
    const id = exchange.request.query['request_id']
    const events = this.bills.filter((event) => event['request_id'] === id)
    await exchange.json(200, { billing_events: events, next_cursor: null, has_more: false })
  }

  async #cancel(exchange: Exchange): Promise<void> {
    const job = this.#find(exchange)
    if (!job) return exchange.json(404, { status: 'NOT_FOUND' })
    if (job.state === 'COMPLETED') return exchange.json(400, { status: 'ALREADY_COMPLETED' })
    if (job.state === 'IN_PROGRESS') return exchange.json(202, { status: 'CANCELLATION_REQUESTED' })
    job.isCanceled = true
    await exchange.json(200, { status: 'OK' })
  }
}

/** One line of a bill. */
export function aBill(job: Job | undefined, dollars: number): Record<string, unknown> {
  return {
    request_id: job?.id,
    endpoint_id: job?.endpoint,
    timestamp: '2026-11-25T10:30:45Z',
    output_units: 1,
    unit_price: dollars,
    percent_discount: null,
    cost_total: dollars,
    cost_estimate_nano_usd: Math.round(dollars * 1e9),
  }
}

/** An error in fal's format, with a message. */
export function failing(status: number, detail: unknown, headers: Readonly<Record<string, string>> = {}): Step {
  return (exchange) => exchange.json(status, { detail }, headers)
}

export const refusedByPolicy = {
  status: 422,
  body: {
    detail: [
      {
        loc: ['body', 'prompt'],
        msg: 'The content could not be processed because it contained material flagged by a content checker.',
        type: 'content_policy_violation',
        url: 'https://docs.fal.ai/errors#content_policy_violation',
        input: { prompt: 'a prompt' },
      },
    ],
  },
}

export const exhaustedBalance = failing(
  403,
  'User is locked. Reason: Exhausted balance. Top up your balance at fal.ai/dashboard/billing.',
)

/** Sends the prices of the endpoints that exist. */
function listPrices(exchange: Exchange, endpoints: string): Promise<void> {
  const known = endpoints.split(',').filter((name) => ENDPOINTS[name])
  const prices = known.map((name) => ({ endpoint_id: name, unit_price: 0.025, unit: 'image', currency: 'USD' }))
  return exchange.json(200, { prices, next_cursor: null, has_more: false })
}

function refusedField(field: string): object {
  return { detail: [{ loc: ['body', field], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' }] }
}

function unauthorized(exchange: Exchange): Promise<void> {
  return exchange.json(401, { detail: 'Authentication is required to access this application.' })
}

function notFound(exchange: Exchange): Promise<void> {
  return exchange.json(404, { detail: 'Request not found' })
}
