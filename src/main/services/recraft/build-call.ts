/** Builds the calls to Recraft's routes. */
import { findImageModel } from '@shared/catalogue'
import { FailureError } from '@shared/failure'
import { readPrompt, type ImageRequest } from '@shared/request'
import type { Attempt } from '../adapter'
import { listReadInputs, readParts, toDataUrl } from '../read-inputs'

export interface RecraftCall {
  /** Appended to the connection's address. */
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

/** How much an image may differ from the one sent: from 0 (identical) to 1. */
const STRENGTH = 0.5

/** Reads the request's images from disk. Throws a failure with charge `none` if the request isn't possible. */
export async function buildCall(
  { model: id, parts, options }: ImageRequest,
  attempt: Pick<Attempt, 'readInput' | 'signal'>,
): Promise<RecraftCall> {
  const model = findImageModel(id)
  if (!model) throw createNotAsked('model-unavailable')
  const inputs = listReadInputs(await readParts(parts, attempt))
  const [input] = inputs
  if (inputs.length > (model.references?.most ?? 0) || input?.image.role === 'mask') {
    throw createNotAsked('request-unsupported')
  }
  const { size, count, format } = options
  const common = {
    // Included in the answer, so that it's stored with it.
    response_format: 'b64_json',
    // The format of pixel images. Vector images have none.
    ...(format !== 'svg' && { image_format: format }),
  }
  if (model.tool) {
    // A tool's name is its route.
    if (!input) throw createNotAsked('request-unsupported')
    return {
      path: `images/${model.wireName}`,
      body: {
        image: toDataUrl(input),
        ...common,
        ...(model.tool.name === 'vary' && { n: count, size }),
      },
    }
  }
  const body = {
    model: model.wireName,
    prompt: readPrompt(parts),
    n: count,
    ...common,
  }
  return input
    ? { path: 'images/imageToImage', body: { ...body, image: toDataUrl(input), strength: STRENGTH } }
    : { path: 'images/generations', body: { ...body, size } }
}

function createNotAsked(code: 'model-unavailable' | 'request-unsupported'): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now() })
}
