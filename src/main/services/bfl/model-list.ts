/**
 * `GET /v1/credits` checks whether the key works, for free. The service doesn't list models, so our own table is used
 * as its list.
 */
import { bflImageModels } from '@shared/services/bfl/models'
import { readPieces, readStart } from '../answer-body'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import type { ModelListSource } from '../model-list-source'
import { toErrorFailure } from './failures'

const MOST_BYTES = 64 * 1024

export const modelList: ModelListSource = {
  request: (fetch, { baseUrl, key }, signal) => {
    const headers: Record<string, string> = key === undefined ? {} : { 'x-key': key }
    return fetch(`${baseUrl}/credits`, { headers, redirect: 'manual', signal })
  },
  // This service responds to a wrong key with 403, as to a missing permission.
  explain: async (response) => {
    const { text } = await readStart(readPieces(response), MOST_BYTES)
    const { failure } = toErrorFailure({ status: response.status, headers: response.headers, text })
    return failure.code === 'key-rejected' ? 'keyRejected' : undefined
  },
  read: async (response) => {
    const { text } = await readStart(readPieces(response), MOST_BYTES)
    const json = parseText(text)?.json
    return isRecord(json) && 'credits' in json ? bflImageModels.map(({ wireName: name }) => ({ name })) : undefined
  },
}
