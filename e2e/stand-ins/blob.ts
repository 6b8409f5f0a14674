/**
 * A stand-in for Vercel Blob on loopback: put, head, list and delete as `@vercel/blob` sends them. It stores the
 * uploads, so that tests can compare bytes, and fails in the ways that a test chooses.
 */
import { createHash } from 'node:crypto'
import { HttpStandIn, Script, type Answer, type Exchange, type Step } from './http-stand-in'

export interface StoredBlob {
  readonly pathname: string
  readonly bytes: Buffer
  readonly contentType: string
  readonly uploadedAt: string
}

export interface BlobFailing {
  readonly status: number
  readonly code: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Store id and secret don't resemble any text of the app, so that a leak is found. */
export const BLOB_TOKEN = 'vercel_blob_rw_StandIn4Canary_CANARYblob9e8d7c6b5a4f3e2d1c'

export class BlobStandIn extends HttpStandIn {
  /** The only accepted token. */
  token = BLOB_TOKEN
  /** Fixed when a store is created. Uploads must name the same access. */
  access: 'public' | 'private' = 'public'
  readonly blobs = new Map<string, StoredBlob>()
  /** Scripts the answer to the next upload. */
  readonly next: BlobScript<Answer>
  /** Scripts the answer to every upload from now on, until `recovers`. */
  readonly always: BlobScript<void>
  readonly #uploads = new Script((exchange) => this.#put(exchange))

  private constructor() {
    super()
    const put = (exchange: Exchange) => this.#put(exchange)
    this.next = new BlobScript((step) => this.#uploads.add(step), put)
    this.always = new BlobScript((step) => this.#uploads.setFallback(step), put)
  }

  static start(): Promise<BlobStandIn> {
    return new BlobStandIn().listen()
  }

  get apiUrl(): string {
    return this.origin
  }

  /** The requests that contained bytes. */
  get uploads() {
    return this.requests.filter(({ method }) => method === 'PUT')
  }

  /** Ends what `always` started. */
  recovers(): void {
    this.#uploads.resetFallback()
  }

  getUrl(pathname: string): string {
    const store = this.token.split('_')[3]!.toLowerCase()
    return `https://${store}.${this.access}.blob.vercel-storage.com/${encodeURI(pathname)}`
  }

  protected override answer(exchange: Exchange): Promise<void> | void {
    const { method, path, headers } = exchange.request
    if (headers.authorization !== `Bearer ${this.token}`) {
      return refuse(exchange, {
        status: 403,
        code: 'forbidden',
        message: 'Access denied, please provide a valid token.',
      })
    }
    if (method === 'PUT' && path === '/') return this.#uploads.play(exchange)
    if (method === 'GET' && path === '/')
      return 'url' in exchange.request.query ? this.#head(exchange) : this.#list(exchange)
    if (method === 'POST' && path === '/delete') return this.#delete(exchange)
    return refuse(exchange, { status: 404, code: 'not_found' })
  }

  async #put(exchange: Exchange): Promise<void> {
    const refusal = this.#whyRefused(exchange)
    if (refusal) return refuse(exchange, refusal)
    const { query, headers, body } = exchange.request
    const blob: StoredBlob = {
      pathname: query.pathname!,
      bytes: body,
      contentType: String(headers['x-content-type'] ?? guessType(query.pathname!)),
      uploadedAt: new Date().toISOString(),
    }
    this.blobs.set(blob.pathname, blob)
    await exchange.json(200, this.#describe(blob))
  }

  #whyRefused({ request: { query, headers } }: Exchange): BlobFailing | undefined {
    const bad = (message: string) => ({ status: 400, code: 'bad_request', message })
    const access = headers['x-vercel-blob-access']
    if (!query.pathname || query.pathname.length > 950 || query.pathname.includes('//')) return bad('Invalid pathname')
    if (access !== this.access) {
      return bad(
        `Cannot use ${access} access on a ${this.access} store. The store is configured with ${this.access} access.`,
      )
    }
    if (this.blobs.has(query.pathname) && headers['x-allow-overwrite'] !== '1') {
      return bad('This blob already exists, use `allowOverwrite: true` if you want to overwrite it.')
    }
    return undefined
  }

  #describe({ pathname, bytes, contentType }: StoredBlob) {
    const url = this.getUrl(pathname)
    const name = pathname.split('/').at(-1)
    return {
      url,
      downloadUrl: `${url}?download=1`,
      pathname,
      contentType,
      contentDisposition: `inline; filename="${name}"`,
      etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    }
  }

  #head(exchange: Exchange): Promise<void> {
    const wanted = exchange.request.query.url!
    const blob = [...this.blobs.values()].find(
      ({ pathname }) => pathname === wanted || this.getUrl(pathname) === wanted,
    )
    return blob ? exchange.json(200, this.#metadata(blob)) : refuse(exchange, { status: 404, code: 'not_found' })
  }

  #list(exchange: Exchange): Promise<void> {
    const { prefix = '', limit = '1000', cursor = '0' } = exchange.request.query
    const matching = [...this.blobs.values()].filter(({ pathname }) => pathname.startsWith(prefix))
    const end = Number(cursor) + Number(limit)
    const hasMore = end < matching.length
    return exchange.json(200, {
      blobs: matching.slice(Number(cursor), end).map((blob) => this.#metadata(blob)),
      hasMore,
      ...(hasMore ? { cursor: String(end) } : {}),
    })
  }

  #delete(exchange: Exchange): Promise<void> {
    const { urls } = exchange.request.json as { readonly urls: readonly string[] }
    for (const pathname of this.blobs.keys()) {
      if (urls.includes(pathname) || urls.includes(this.getUrl(pathname))) this.blobs.delete(pathname)
    }
    return exchange.json(200, null)
  }

  #metadata(blob: StoredBlob) {
    return {
      ...this.#describe(blob),
      size: blob.bytes.length,
      uploadedAt: blob.uploadedAt,
      cacheControl: 'public, max-age=2592000',
    }
  }
}

/** Scripts the answers to uploads. */
export class BlobScript<Given extends Answer | void> {
  constructor(
    private readonly add: (step: Step) => Given,
    private readonly put: Step,
  ) {}

  /** Refuses with the service's own error body. */
  fails(failing: BlobFailing): Given {
    return this.add((exchange) => refuse(exchange, failing))
  }

  /** The service is down: an unreadable 500. */
  isDown(): Given {
    return this.add((exchange) => exchange.send(500, 'text/plain', 'Internal Server Error'))
  }

  /** 429, with a wait in seconds. */
  isBusy(retryAfterSeconds: number): Given {
    return this.fails({ status: 429, code: 'rate_limited', headers: { 'retry-after': String(retryAfterSeconds) } })
  }

  /** Receives everything and waits for `continue` before it answers. Then stores the blob. */
  stalls(): Given {
    return this.add(async (exchange, answer) => {
      if (await answer.stall(exchange)) await this.put(exchange, answer)
    })
  }

  /** Receives everything, then breaks the connection. */
  resetsConnection(): Given {
    return this.add((exchange) => exchange.reset())
  }

  /** Stores the blob, but its answer is lost. */
  losesAnswer(): Given {
    return this.add(async (exchange, answer) => {
      const { response } = exchange
      // Discards the usual answer: the client sees a broken connection, but the store has the blob.
      response.end = () => response.destroy()
      await this.put(exchange, answer)
    })
  }

  /** 200, with a body that isn't an answer of this service. */
  answersJunk(): Given {
    return this.add((exchange) => exchange.json(200, { ok: 'maybe' }))
  }
}

function refuse(exchange: Exchange, { status, code, message, headers }: BlobFailing): Promise<void> {
  return exchange.json(status, { error: { code, ...(message ? { message } : {}) } }, headers)
}

function guessType(pathname: string): string {
  const types: Readonly<Record<string, string>> = {
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    webp: 'image/webp',
  }
  return types[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
}
