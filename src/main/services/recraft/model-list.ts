/**
 * `GET /v1/users/me` checks whether the key works, for free. The service doesn't list models, so our own table is used
 * as its list.
 */
import { recraftImageModels } from '@shared/services/recraft/models'
import { readPieces, readStart } from '../answer-body'
import { parseText } from '../decode-answer'
import { isRecord } from '../json'
import type { ModelListSource } from '../model-list-source'

const MOST_BYTES = 64 * 1024

export const modelList: ModelListSource = {
  request: (fetch, { baseUrl, key }, signal) => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
    return fetch(`${baseUrl}/users/me`, { headers, redirect: 'manual', signal })
  },
  read: async (response) => {
    const { text } = await readStart(readPieces(response), MOST_BYTES)
    const json = parseText(text)?.json
    return isRecord(json) && 'credits' in json ? recraftImageModels.map(({ wireName: name }) => ({ name })) : undefined
  },
}
