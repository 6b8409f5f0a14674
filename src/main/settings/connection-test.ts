/**
 * The Test buttons in Settings: each calls the real service once, with the values as typed, and returns the sentence to
 * show.
 */
import { cleanKey } from '@shared/clean-key'
import type { ListedModel } from '@shared/catalogue/offers'
import type { Connection, SecretStatus } from '@shared/connections'
import { findService } from '@shared/services'
import type { ConnectionId, ServiceId } from '@shared/services/ids'
import type {
  BlobAccess,
  ConnectionSentence,
  ConnectionTest,
  ConnectionVerdict,
  ServiceVerdict,
} from '@shared/settings'
import { registerSecret } from '../log/redact'
import { loadModelList } from '../services/create-adapters'
import { isCertificateFailure } from '../services/network-failure'
import { findProxyFailure, type ProxyProblem } from '../services/proxy-failure'
import { UploadFailure, type BlobClient } from '../uploads/blob-client'
import { addScheme, appendPath, hasVersion } from './base-url'
import type { Account, SettingsService } from './settings-service'

export interface ConnectionTestParts {
  readonly fetch: typeof globalThis.fetch
  readonly settings: Pick<SettingsService, 'keyFor' | 'resolveAddress' | 'findListUrl' | 'blob' | 'view'>
  readonly blob: Pick<BlobClient, 'put' | 'remove'>
  /** Receives the tested server's list of models if the current key was used. */
  readonly onListed?: (connection: ConnectionId, server: string, models: readonly ListedModel[]) => void
  /** 15 s by default. Listing models can take that long, and users don't wait longer for a Test button. */
  readonly deadlineMs?: number
}

const DEADLINE_MS = 15_000
const TEST_FILE = 'chat-images/easel-connection-test.txt'

/** Never rejects: a failure is also a verdict. */
export function testConnection(test: ConnectionTest, parts: ConnectionTestParts): Promise<ConnectionVerdict> {
  const typed = test.target === 'connection' ? test.key : test.token
  if (typed) registerSecret(typed)
  return test.target === 'connection' ? testService(test, parts) : testBlob(test.access, test.token, parts)
}

async function testService(
  { connection, key: typedKey }: Extract<ConnectionTest, { target: 'connection' }>,
  { fetch, settings, onListed, deadlineMs = DEADLINE_MS }: ConnectionTestParts,
): Promise<ConnectionVerdict> {
  const server = settings.resolveAddress(connection)
  const { value: baseUrl, variable, problem } = server
  if (problem) {
    if (variable) return verdict(false, 'badEnvironmentAddress', { variable })
    const suggestion = addScheme(connection.baseUrl)
    const badAddress = { value: baseUrl, problem }
    return { ok: false, sentence: 'badAddress', badAddress, ...(suggestion !== undefined && { suggestion }) }
  }
  const typed = typedKey === undefined ? undefined : cleanKey(typedKey)
  if (typed && 'problem' in typed) return verdict(false, 'keyUnusable')
  const key = typed?.key ?? settings.keyFor(connection)
  if (key === undefined && findService(connection.service)?.key === 'required') {
    const known = settings.view().connections.find(({ id }) => id === connection.id)
    return verdict(false, sentenceOfKey(known?.key ?? { source: 'none' }))
  }
  const listUrl = settings.findListUrl(connection)
  const account = { baseUrl, ...(key !== undefined && { key }), ...(listUrl !== undefined && { listUrl }) }
  // With an unsaved key, the list may differ from the current key's.
  const tell = typedKey === undefined ? onListed : undefined
  const found = await testServer(connection, account, { fetch, deadlineMs, onListed: tell })
  const { versionPath } = findService(connection.service) ?? {}
  if (!versionPath || !MAYBE_ELSEWHERE.has(found.sentence) || hasVersion(baseUrl)) return found
  // The same server, so the key may be sent there, too.
  const suggestion = appendPath(baseUrl, versionPath)
  const second = await testServer(connection, { ...account, baseUrl: suggestion }, { fetch, deadlineMs })
  const isThere = second.sentence === 'works' || second.sentence === 'worksNoImages'
  return isThere ? { ...verdict(false, 'worksElsewhere', { address: suggestion }), suggestion } : found
}

/** Possible verdicts about a server that has its API at another path. */
const MAYBE_ELSEWHERE: ReadonlySet<ConnectionSentence> = new Set(['notAnApi', 'noList'])

async function testServer(
  connection: Pick<Connection, 'id' | 'service'>,
  account: Account,
  { fetch, deadlineMs, onListed }: Pick<ConnectionTestParts, 'fetch' | 'onListed'> & { readonly deadlineMs: number },
): Promise<ServiceVerdict> {
  const { baseUrl } = account
  const host = new URL(account.listUrl ?? baseUrl).host
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), deadlineMs)
  try {
    const source = await loadModelList(connection.service)
    if (!source) throw new Error('this service lists no models')
    const response = await source.request(fetch, account, controller.signal)
    const sentence = (response.ok ? undefined : await source.explain?.(response)) ?? sentenceOfStatus(response, account)
    if (sentence) return verdict(sentence === 'noList', sentence, { host, status: response.status })
    const models = await source.read(response, { fetch, account, signal: controller.signal })
    if (!models) return verdict(false, 'notAnApi', { host })
    onListed?.(connection.id, baseUrl, models)
    return judgeModels(connection.service, models, host)
  } catch (error) {
    return explainBrokenRoad(error) ?? verdict(false, 'unreachable', { host })
  } finally {
    clearTimeout(timer)
    // The rest of the body isn't needed.
    controller.abort()
  }
}

function sentenceOfKey({ source }: SecretStatus): ConnectionSentence {
  if (source === 'none' || source === 'unreadable') return 'keyMissing'
  return source === 'unusable' ? 'keyUnusable' : 'keyWithheld'
}

/** Returns what the status alone says. Undefined if the body decides. */
function sentenceOfStatus({ status, headers }: Response, { key }: Account): ConnectionSentence | undefined {
  const isPage = headers.get('content-type')?.includes('html') ?? false
  // A sign-in page or a firewall's page. It says nothing about the key.
  if (status === 403 && isPage) return 'notAnApi'
  if ((status === 401 || status === 403) && key === undefined) return 'keyMissing'
  if (status === 401) return 'keyRejected'
  if (status === 403) return 'accessDenied'
  if (status >= 500 || status === 429) return 'serverFailed'
  if (status >= 200 && status < 300) return undefined
  // Redirects are never followed, because they would receive the key. A web page isn't an API, whatever its status.
  return !isPage && (status === 404 || status === 405) ? 'noList' : 'notAnApi'
}

function judgeModels(id: ServiceId, models: readonly ListedModel[], host: string): ServiceVerdict {
  const service = findService(id)
  const count = models.filter(({ name, facts }) => {
    const model = service?.models.find(({ wireName }) => wireName === name) ?? service?.describe(name, undefined, facts)
    return model?.kind === 'image' && !model.tool
  }).length
  return verdict(true, count > 0 ? 'works' : 'worksNoImages', { host, count })
}

async function testBlob(
  access: BlobAccess,
  typedToken: string | undefined,
  { settings, blob }: ConnectionTestParts,
): Promise<ServiceVerdict> {
  const typed = typedToken === undefined ? undefined : cleanKey(typedToken)
  if (typed && 'problem' in typed) return verdict(false, 'tokenUnusable')
  const token = typed?.key ?? settings.blob().token
  if (!token) {
    return verdict(false, settings.view().blobToken.source === 'unusable' ? 'tokenUnusable' : 'tokenMissing')
  }
  const account = { token, access }
  try {
    await blob.put(account, TEST_FILE, Buffer.from('Easel tried this store.\n'), 'text/plain')
  } catch (error) {
    return explainBrokenRoad(error) ?? verdict(false, chooseSentence(error))
  }
  const isRemoved = await blob.remove(account, TEST_FILE).then(
    () => true,
    () => false,
  )
  return verdict(true, isRemoved ? 'blobWorks' : 'blobWorksNotRemoved')
}

/** Explains a request that a proxy or certificate kept from leaving. Undefined for other errors. */
function explainBrokenRoad(error: unknown): ServiceVerdict | undefined {
  const found = findProxyFailure(error)
  if (!found) return isCertificateFailure(error) ? verdict(false, 'certificateUntrusted') : undefined
  const { problem, proxy = '', status = 0 } = found
  return verdict(false, problem === 'refused' && status === 407 ? 'proxySignIn' : PROXY_SENTENCES[problem], {
    proxy,
    status,
  })
}

const PROXY_SENTENCES: Readonly<Record<ProxyProblem, ConnectionSentence>> = {
  refused: 'proxyRefused',
  unreachable: 'proxyUnreachable',
  unsupported: 'proxyUnsupported',
  unknown: 'proxyUnknown',
}

function chooseSentence(error: unknown): ConnectionSentence {
  if (!(error instanceof UploadFailure)) return 'serverFailed'
  switch (error.problem) {
    case 'refused':
      return 'tokenRejected'
    case 'suspended':
      return 'storeSuspended'
    case 'address-unusable':
      return 'badBlobAddress'
    case 'wrong-access':
      return 'blobWrongAccess'
    case 'unreachable':
      return 'unreachable'
    default:
      return 'serverFailed'
  }
}

function verdict(ok: boolean, sentence: ConnectionSentence, values?: ServiceVerdict['values']): ServiceVerdict {
  return { ok, sentence, ...(values && { values }) }
}
