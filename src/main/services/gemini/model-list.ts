/** `GET /v1beta/models`: every model of the service, with what each can be asked for. */
import type { ListedModel } from '@shared/catalogue/offers'
import { readPieces } from '../answer-body'
import { isRecord } from '../json'
import type { ModelListSource } from '../model-list-source'
import { readList } from '../read-list'
import { buildAddress, readError } from './client'

/** The list has about 60 kB. */
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

/** Models that only embed, speak or hold live sessions can't be asked. */
function parseModel(item: unknown): readonly ListedModel[] {
  const { name, supportedGenerationMethods: methods } = isRecord(item) ? item : {}
  const [, wireName] = typeof name === 'string' ? (NAME.exec(name) ?? []) : []
  if (wireName === undefined) return []
  return Array.isArray(methods) && !methods.includes('generateContent') ? [] : [{ name: wireName }]
}
