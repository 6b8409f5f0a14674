/** Builds the body of a job. Its fields are those of the FLUX.2 family. */
import { findImageModel } from '@shared/catalogue'
import { FailureError } from '@shared/failure'
import { getDimensions } from '@shared/image-options'
import { readPrompt, type ImageRequest } from '@shared/request'
import type { Attempt } from '../adapter'
import { InlineImage } from '../encode-json'
import { listReadInputs, readParts } from '../read-inputs'

export interface JobCall {
  /** The model, which is also the path below the connection's address. */
  readonly model: string
  /** Encoded by `encodeJson`. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Reads the request's images from disk. Throws a failure with charge `none` if the request isn't possible. */
export async function buildCall(
  { model: id, parts, options }: ImageRequest,
  attempt: Pick<Attempt, 'readInput' | 'signal'>,
): Promise<JobCall> {
  const model = findImageModel(id)
  if (!model) throw createNotAsked('model-unavailable')
  const inputs = listReadInputs(await readParts(parts, attempt))
  if (inputs.some(({ image }) => image.role === 'mask')) throw createNotAsked('request-unsupported')
  const { width, height } = getDimensions(options.size) ?? {}
  return {
    model: model.wireName,
    body: {
      prompt: readPrompt(parts),
      ...(width !== undefined && { width, height }),
      output_format: options.format === 'jpeg' ? 'jpeg' : 'png',
      // Within the request, so that no copy remains at a public address.
      ...Object.fromEntries(inputs.map(({ bytes }, index) => [nameInput(index), new InlineImage(bytes)])),
    },
  }
}

/** `input_image`, `input_image_2`, … */
function nameInput(index: number): string {
  return index === 0 ? 'input_image' : `input_image_${index + 1}`
}

function createNotAsked(code: 'model-unavailable' | 'request-unsupported'): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now() })
}
