/** What is sent to which of Recraft's routes. */
import { findImageModel } from '@shared/catalogue'
import { FailureError } from '@shared/failure'
import { readPrompt, type ImageRequest } from '@shared/request'
import type { Attempt } from '../adapter'
import { listReadInputs, readParts, toDataUrl } from '../read-inputs'

export interface RecraftCall {
  /** Below the connection's address. */
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

/** How far an image may move away from the one that was sent: from 0, the same, to 1. */
const STRENGTH = 0.5

/** Reads the images of the request from the disk. Throws a failure that costs nothing when it can't be asked. */
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
    // In the answer itself, so that it's kept with it.
    response_format: 'b64_json',
    // It names the pixels that are wanted. Drawings have none.
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
