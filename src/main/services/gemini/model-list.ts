/** `GET /v1beta/models`: all models of the service and their capabilities. */
import type { ListedModel } from '@shared/catalogue/offers'
import type { ListedFacts } from '@shared/services/service'
import { readPieces } from '../answer-body'
import { isRecord } from '../json'
import type { ModelListSource } from '../model-list-source'
import { readList } from '../read-list'
import { buildAddress, readError } from './client'

/** In bytes. The list has about 60 kB. */
const MAX_LIST_BYTES = 4 * 1024 * 1024
const MOST_MODELS = 10_000
const NAME = /^models\/([\w.-]{1,120})$/

export const modelList: ModelListSource = {
  request: (fetch, { baseUrl, key }, signal) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'x-goog-api-key': key }
    return fetch(buildAddress(baseUrl, 'models?pageSize=1000'), { headers, redirect: 'manual', signal })
  },
  explain: async (response) => {
    const { code } = (await readError(response)).failure
    if (code === 'key-rejected') return 'keyRejected'
    return code === 'country-unsupported' ? 'accessDenied' : undefined
  },
  read: (response) =>
    readList(readPieces(response), {
      field: 'models',
      parse: parseModel,
      mostItems: MOST_MODELS,
      mostBytes: MAX_LIST_BYTES,
    }),
}

/** Skips models that only embed, speak or run live sessions. */
function parseModel(item: unknown): readonly ListedModel[] {
  const listed = isRecord(item) ? item : {}
  const { name, supportedGenerationMethods: methods } = listed
  const [, wireName] = typeof name === 'string' ? (NAME.exec(name) ?? []) : []
  if (wireName === undefined) return []
  if (Array.isArray(methods) && !methods.includes('generateContent')) return []
  const facts = readLimits(listed)
  return [{ name: wireName, ...(facts && { facts }) }]
}

/** The service has separate limits for input and output. */
function readLimits({ inputTokenLimit: most, outputTokenLimit: answer }: Record<string, unknown>): Limits | undefined {
  if (!isCount(most) || !isCount(answer)) return undefined
  return { contextTokens: most + answer, outputTokens: answer }
}

type Limits = Pick<ListedFacts, 'contextTokens' | 'outputTokens'>

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0
}
