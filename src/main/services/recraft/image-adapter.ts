/** Images by Recraft: one POST returns the images and their cost. */
import type { ImageRequest } from '@shared/request'
import type { AnswerEvent, Attempt, ImageAdapter } from '../adapter'
import { limitAnswerBytes } from '../answer-body'
import { decodeImages, type ImageDecoding } from '../answers/decode-images'
import { callJsonOnce } from '../call-json'
import { isLocal } from '../jobs/own-address'
import { fetchRemoteImage } from '../remote-image'
import { getKeyedAccount, type ServiceConnection } from '../watched-call'
import { buildCall } from './build-call'
import { readCost } from './cost'
import { toErrorFailure, toStreamedFailure } from './failures'

export class RecraftImageAdapter implements ImageAdapter {
  readonly #connection: ServiceConnection

  constructor(connection: ServiceConnection) {
    this.#connection = connection
  }

  async *answer(request: ImageRequest, attempt: Attempt): AsyncIterable<AnswerEvent> {
    getKeyedAccount(this.#connection)
    const call = {
      ...(await buildCall(request, attempt)),
      mostBytes: limitAnswerBytes(request.options.count),
      buildHeaders: (key: string) => ({ authorization: `Bearer ${key}` }),
      idHeaders: ['x-request-id'],
      explain: toErrorFailure,
    }
    yield* callJsonOnce(this.#connection, attempt, call, ({ body, requestId }) =>
      decodeImages(body, { ...this.#prepare(request, { signal: attempt.signal }), requestId }),
    )
  }

  decode(
    request: ImageRequest,
    kept: AsyncIterable<Uint8Array>,
    allowed: readonly string[] = [],
  ): AsyncIterable<AnswerEvent> {
    return decodeImages(kept, this.#prepare(request, { allowed }))
  }

  #prepare(
    request: ImageRequest,
    how: { readonly signal?: AbortSignal; readonly allowed?: readonly string[] },
  ): ImageDecoding {
    const { note } = this.#connection
    return {
      request,
      fetchImage: (url) => this.#fetchImage(url, how),
      explainError: toStreamedFailure,
      readCost: (_usage, answer) => readCost(answer),
      ...(note && { note }),
    }
  }

  /**
   * Images are requested within the answer. If one is given by address anyway, the address is public, so no key is
   * sent.
   */
  #fetchImage(
    url: string,
    how: { readonly signal?: AbortSignal; readonly allowed?: readonly string[] },
  ): ReturnType<typeof fetchRemoteImage> {
    const { fetch, isProxied, account: getAccount } = this.#connection
    const account = getAccount()
    const { baseUrl } = 'problem' in account ? { baseUrl: undefined } : account
    return fetchRemoteImage(url, {
      fetch,
      isProxied,
      ...how,
      ...(baseUrl !== undefined && { baseUrl, isLocal: isLocal(baseUrl) }),
    })
  }
}
