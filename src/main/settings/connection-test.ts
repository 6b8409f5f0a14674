/** The Test buttons of Settings: each tries the real thing once, with the values as typed, and answers in a sentence. */
import { MODELS } from '@shared/catalogue'
import type { BlobAccess, ConnectionSentence, ConnectionTest, ConnectionVerdict } from '@shared/settings'
import { UploadFailure, type BlobClient } from '../uploads/blob-client'
import type { SettingsService } from './settings-service'

export interface ConnectionTestParts {
  readonly fetch: typeof globalThis.fetch
  readonly settings: Pick<SettingsService, 'openaiKeyFor' | 'resolveBaseUrl' | 'blob' | 'view'>
  readonly blob: Pick<BlobClient, 'put' | 'remove'>
}

const DEADLINE_MS = 15_000
const TEST_FILE = 'chat-images/easel-connection-test.txt'

/** Never rejects: what goes wrong is the answer. */
export function testConnection(test: ConnectionTest, parts: ConnectionTestParts): Promise<ConnectionVerdict> {
  return test.target === 'openai' ? testOpenAI(test.baseUrl, test.key, parts) : testBlob(test.access, test.token, parts)
}

async function testOpenAI(
  address: string,
  typedKey: string | undefined,
  { fetch, settings }: ConnectionTestParts,
): Promise<ConnectionVerdict> {
  const baseUrl = settings.resolveBaseUrl(address)
  if (!baseUrl) return verdict(false, 'badAddress')
  const key = typedKey ?? settings.openaiKeyFor(baseUrl)
  if (!key) {
    const { source } = settings.view().secrets.openaiKey
    return verdict(false, source === 'none' || source === 'unreadable' ? 'keyMissing' : 'keyWithheld')
  }
  const host = new URL(baseUrl).host
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(), DEADLINE_MS)
  try {
    const response = await fetch(`${baseUrl}/models`, {
      headers: { authorization: `Bearer ${key}` },
      redirect: 'manual',
      signal: controller.signal,
    })
    if (response.status === 401) return verdict(false, 'keyRejected', { host })
    if (response.status === 403) return verdict(false, 'accessDenied', { host })
    if (response.status === 404 || response.status === 405) return verdict(true, 'openaiNoList', { host })
    if (!response.ok) return verdict(false, 'serverFailed', { host, status: response.status })
    return judgeModels(await response.text(), host)
  } catch {
    return verdict(false, 'unreachable', { host })
  } finally {
    clearTimeout(timer)
  }
}

function judgeModels(body: string, host: string): ConnectionVerdict {
  const ids = modelIds(body)
  if (!ids) return verdict(false, 'openaiNotAnApi', { host })
  const known = new Set(
    MODELS.filter(({ provider, kind }) => provider === 'openai' && kind === 'image').map(({ wireName }) => wireName),
  )
  const count = ids.filter((id) => known.has(id)).length
  return verdict(true, count > 0 ? 'openaiWorks' : 'openaiWorksNoImages', { host, count })
}

function modelIds(body: string): string[] | undefined {
  try {
    const { data } = JSON.parse(body) as { data?: unknown }
    if (!Array.isArray(data)) return undefined
    return data.map((item: unknown) => String((item as { id?: unknown } | null)?.id ?? ''))
  } catch {
    return undefined
  }
}

async function testBlob(
  access: BlobAccess,
  typedToken: string | undefined,
  { settings, blob }: ConnectionTestParts,
): Promise<ConnectionVerdict> {
  const token = typedToken ?? settings.blob().token
  if (!token) return verdict(false, 'tokenMissing')
  const account = { token, access }
  try {
    await blob.put(account, TEST_FILE, Buffer.from('Easel tried this store.\n'), 'text/plain')
  } catch (error) {
    return verdict(false, sentenceOf(error))
  }
  const isRemoved = await blob.remove(account, TEST_FILE).then(
    () => true,
    () => false,
  )
  return verdict(true, isRemoved ? 'blobWorks' : 'blobWorksNotRemoved')
}

function sentenceOf(error: unknown): ConnectionSentence {
  if (!(error instanceof UploadFailure)) return 'serverFailed'
  switch (error.problem) {
    case 'refused':
      return 'tokenRejected'
    case 'wrong-access':
      return 'blobWrongAccess'
    case 'unreachable':
      return 'unreachable'
    default:
      return 'serverFailed'
  }
}

function verdict(ok: boolean, sentence: ConnectionSentence, values?: ConnectionVerdict['values']): ConnectionVerdict {
  return { ok, sentence, ...(values && { values }) }
}
