/**
 * `GET /v1/models/pricing` of the platform's API: which of our endpoints exist. It needs a key and costs nothing. Its
 * prices aren't used: it has one for each endpoint, without what larger images cost.
 */
import type { ListedModel } from '@shared/catalogue/offers'
import { falImageModels } from '@shared/services/fal/models'
import { readPieces } from '../answer-body'
import { isRecord } from '../json'
import type { ModelListSource } from '../model-list-source'
import { readList } from '../read-list'

const MAX_LIST_BYTES = 256 * 1024
/** As many as can be asked for at a time. */
const MOST_MODELS = 50

export const modelList: ModelListSource = {
  request: (fetch, { baseUrl, listUrl = baseUrl, key }, signal) => {
    const names = falImageModels.map(({ wireName }) => encodeURIComponent(wireName)).join(',')
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Key ${key}` }
    return fetch(`${listUrl}/models/pricing?endpoint_id=${names}`, { headers, redirect: 'manual', signal })
  },
  read: (response) =>
    readList(readPieces(response), {
      field: 'prices',
      parse: parseModel,
      mostItems: MOST_MODELS,
      mostBytes: MAX_LIST_BYTES,
    }),
}

function parseModel(item: unknown): readonly ListedModel[] {
  const name = isRecord(item) ? item['endpoint_id'] : undefined
  return typeof name === 'string' && falImageModels.some(({ wireName }) => wireName === name) ? [{ name }] : []
}
