/**
 * Stands in for Black Forest Labs: submissions that report a cost, job polling, images at another origin that expire,
 * and the refusals of the real service (wrong keys, unknown models and fields).
 */
import { HttpStandIn, Script, type Answer, type Exchange, type RecordedRequest, type Step } from './http-stand-in'
import { soundPng } from './images'

export const BFL_KEY = 'bfl-0123456789abcdef-CANARY-4f5e'

const FIELDS = ['prompt', 'width', 'height', 'seed', 'output_format', 'safety_tolerance']

/** How many images each model accepts. Other models don't exist. */
const MODELS: Readonly<Record<string, number>> = {
  'flux-2-pro': 8,
  'flux-2-max': 8,
  'flux-2-flex': 8,
  'flux-2-klein-9b': 4,
  'flux-2-klein-4b': 4,
}

interface JobPlan {
  /** It stays pending until `continue`. Otherwise it's done at the second poll. */
  readonly isHeld?: boolean
  readonly image?: Buffer
  /** In credits. Null: not reported. */
  readonly cost?: number | null
  /** Replaces `Ready`. */
  readonly ends?: { readonly status: string; readonly details?: unknown }
  /** Replaces the usual body of a result. */
  readonly result?: unknown
}

/** A job, which the test can control. */
export class Job {
  isDone = false
  questions = 0

  constructor(
    readonly id: string,
    readonly request: RecordedRequest,
    readonly plan: JobPlan,
  ) {}

  continue(): void {
    this.isDone = true
  }
}

/** Serves the images, at signed addresses that need no key. */
export class BflFiles extends HttpStandIn {
  readonly #files = new Map<string, Buffer>()
  readonly #script = new Script((exchange) => this.#send(exchange))

  private constructor() {
    super()
  }

  static async start(): Promise<BflFiles> {
    return (await new BflFiles().listen()) as BflFiles
  }

  add(bytes: Buffer): string {
    const path = `/results/${this.#files.size}/sample.png`
    this.#files.set(path, bytes)
    return `${this.origin}${path}?se=2026-11-26T12%3A10%3A00Z&sig=abc%3D`
  }

  /** What happens ten minutes later. */
  expire(): void {
    this.#files.clear()
  }

  willAnswer(step: Step): Answer {
    return this.#script.add(step)
  }

  protected answer(exchange: Exchange): Promise<void> {
    return this.#script.play(exchange)
  }

  #send(exchange: Exchange): Promise<void> {
    const bytes = this.#files.get(exchange.request.path)
    if (bytes) return exchange.send(200, 'image/png', bytes)
    return exchange.send(403, 'application/xml', '<Error><Code>AuthenticationFailed</Code></Error>')
  }
}

export class BflStandIn extends HttpStandIn {
  key = BFL_KEY
  /** The origin for polling jobs; by default this server. */
  pollingOrigin: string | undefined
  readonly jobs: Job[] = []
  readonly nextSubmit = new Script((exchange) => this.#submit(exchange))
  readonly nextQuestion = new Script((exchange) => this.#tell(exchange))
  readonly #plans: JobPlan[] = []
  readonly #addresses = new Map<string, string>()

  private constructor(readonly files: BflFiles) {
    super()
  }

  static async start(): Promise<BflStandIn> {
    return (await new BflStandIn(await BflFiles.start()).listen()) as BflStandIn
  }

  override async stop(): Promise<void> {
    await Promise.all([super.stop(), this.files.stop()])
  }

  /** As expected in `BFL_BASE_URL`. */
  get baseUrl(): string {
    return `${this.origin}/v1`
  }

  get paidRequests(): readonly RecordedRequest[] {
    return this.requests.filter(({ method }) => method === 'POST')
  }

  get questions(): readonly RecordedRequest[] {
    return this.requests.filter(({ path }) => path === '/v1/get_result')
  }

  /** Sets the outcome of the next submitted job. */
  willMake(plan: JobPlan): void {
    this.#plans.push(plan)
  }

  /** The service forgets its jobs, and their images expire. */
  expire(): void {
    this.jobs.length = 0
    this.files.expire()
  }

  protected answer(exchange: Exchange): Promise<void> {
    const { method, path, headers } = exchange.request
    if (headers['x-key'] !== this.key) {
      return exchange.json(403, { detail: 'Not authenticated - Invalid Authentication' })
    }
    if (method === 'GET' && path === '/v1/credits') return exchange.json(200, { credits: 1234.5 })
    if (method === 'GET' && path === '/v1/get_result') return this.nextQuestion.play(exchange)
    return method === 'POST' ? this.nextSubmit.play(exchange) : exchange.json(404, { detail: 'Not Found' })
  }

  async #submit(exchange: Exchange): Promise<void> {
    const most = MODELS[exchange.request.path.replace('/v1/', '')]
    if (most === undefined) return exchange.json(404, { detail: 'Not Found' })
    const known = [
      ...FIELDS,
      ...Array.from({ length: most }, (_, at) => (at ? `input_image_${at + 1}` : 'input_image')),
    ]
    const body = exchange.request.json as Record<string, unknown> | undefined
    const wrong = Object.keys(body ?? {}).find((field) => !known.includes(field))
    if (wrong !== undefined) return exchange.json(422, refusedField(wrong))
    const plan = this.#plans.shift() ?? {}
    const id = `0f1e2d3c-${String(this.jobs.length).padStart(4, '0')}-4abc-8def-0123456789ab`
    this.jobs.push(new Job(id, exchange.request, plan))
    const { cost = 3 } = plan
    await exchange.json(200, {
      id,
      polling_url: `${this.pollingOrigin ?? this.origin}/v1/get_result?id=${id}`,
      cost,
      input_mp: 0,
      output_mp: 1,
    })
  }

  async #tell(exchange: Exchange): Promise<void> {
    const id = exchange.request.query['id'] ?? ''
    const job = this.jobs.find((one) => one.id === id)
    if (!job) return exchange.json(200, { id, status: 'Task not found', result: null, progress: null, details: null })
    job.questions += 1
    if (!job.plan.isHeld && job.questions > 1) job.isDone = true
    const { ends, result, image = soundPng() } = job.plan
    if (!job.isDone) return exchange.json(200, { id, status: 'Pending', result: null, progress: 0.3, details: null })
    if (ends) return exchange.json(200, { id, result: null, details: null, ...ends })
    const sample = this.#addresses.get(id) ?? this.files.add(image)
    this.#addresses.set(id, sample)
    const prompt = (job.request.json as { prompt?: string }).prompt
    const usual = { sample, prompt, seed: 42, start_time: 1764158400.1, end_time: 1764158404.2, duration: 4.1 }
    await exchange.json(200, { id, status: 'Ready', result: result ?? usual, progress: null, details: null })
  }
}

/** An error in the service's format. */
export function failing(status: number, detail: unknown, headers: Readonly<Record<string, string>> = {}): Step {
  return (exchange) => exchange.json(status, { detail }, headers)
}

export const tooManyJobs = failing(429, 'Too many active tasks')
export const noCredits = failing(402, 'Insufficient credits. Please add more.')

function refusedField(field: string): object {
  return { detail: [{ loc: ['body', field], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' }] }
}
