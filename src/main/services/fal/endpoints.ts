/**
 * What each endpoint accepts, as data. Their fields differ, and a wrong field is refused, possibly after it was billed.
 */
import { findImageModel } from '@shared/catalogue'
import { FailureError } from '@shared/failure'
import { getDimensions, type ImageOptions } from '@shared/image-options'
import { listInputs, readPrompt, type ImageRequest } from '@shared/request'
import type { Attempt } from '../adapter'
import type { InlineImage } from '../encode-json'
import { listReadInputs, readParts, toDataUrl } from '../read-inputs'

interface Endpoint {
  /** The endpoint for requests with images. Absent if it only makes images from text. */
  readonly edit?: string
  readonly shape: 'image_size' | 'aspect_ratio'
  /** Formats resolutions. */
  readonly resolution?: (value: string) => string
  /** The options that it accepts in addition to the shape, by field name. */
  readonly fields: Partial<Readonly<Record<string, keyof ImageOptions>>>
  /** The field of the mask. */
  readonly mask?: string
}

/** A tool, which takes one image and no prompt. */
interface ToolEndpoint {
  readonly toTool: (image: InlineImage, options: ImageOptions) => Readonly<Record<string, unknown>>
}

const TOOLS: Readonly<Record<string, ToolEndpoint>> = {
  'fal-ai/bria/background/remove': { toTool: (image) => ({ image_url: image }) },
  'fal-ai/clarity-upscaler': { toTool: (image) => ({ image_url: image, upscale_factor: 2 }) },
  'bytedance/seedream/v5/pro/edit': {
    toTool: (image, { size, count }) => ({
      prompt:
        'A variation of this image: the same subject, style and mood, with other details and another composition.',
      image_urls: [image],
      image_size: getDimensions(size) ?? 'auto',
      num_images: count,
    }),
  },
}

const FORMAT = { output_format: 'format' } as const
const COUNT = { num_images: 'count' } as const

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  'blackforestlabs/flux-3/text-to-image': {
    edit: 'blackforestlabs/flux-3/edit-image',
    shape: 'aspect_ratio',
    resolution: (value) => value.toLowerCase(),
    fields: FORMAT,
  },
  'blackforestlabs/flux-3-klein/text-to-image': {
    edit: 'blackforestlabs/flux-3-klein/edit-image',
    shape: 'aspect_ratio',
    resolution: (value) => value.toLowerCase(),
    fields: FORMAT,
  },
  'google/nano-banana-2.1': {
    edit: 'google/nano-banana-2.1/edit',
    shape: 'aspect_ratio',
    fields: { ...FORMAT, ...COUNT },
  },
  'openai/gpt-image-2.5/sunburst/text-to-image': {
    edit: 'openai/gpt-image-2.5/sunburst/edit',
    shape: 'image_size',
    fields: { ...FORMAT, ...COUNT, quality: 'quality', background: 'background' },
    mask: 'mask_url',
  },
  'bytedance/seedream/v5/pro/text-to-image': {
    edit: 'bytedance/seedream/v5/pro/edit',
    shape: 'image_size',
    fields: COUNT,
  },
  'fal-ai/recraft/v4.1/text-to-image': { shape: 'image_size', fields: {} },
  'fal-ai/flux/dev': { shape: 'image_size', fields: { ...FORMAT, ...COUNT } },
}

export interface EndpointCall {
  /** Appended to the queue's address. */
  readonly endpoint: string
  /** Encoded by `encodeJson`. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Reads the request's images from disk. Throws a failure with charge `none` if the request isn't possible. */
export async function buildCall(
  { model, parts, options }: ImageRequest,
  attempt: Pick<Attempt, 'readInput' | 'signal'>,
): Promise<EndpointCall> {
  const name = findImageModel(model)?.wireName ?? ''
  const tool = TOOLS[name]
  if (tool) {
    const [image, ...others] = listReadInputs(await readParts(parts, attempt))
    if (!image || others.length > 0) throw createNotAsked('request-unsupported')
    return { endpoint: name, body: tool.toTool(toDataUrl(image), options) }
  }
  const endpoint = ENDPOINTS[name]
  if (!endpoint) throw createNotAsked('model-unavailable')
  const body = { prompt: readPrompt(parts), ...buildShape(endpoint, options), ...buildOptions(endpoint, options) }
  if (listInputs(parts).length === 0) return { endpoint: name, body }
  const inputs = listReadInputs(await readParts(parts, attempt))
  const masks = inputs.filter(({ image }) => image.role === 'mask')
  if (endpoint.edit === undefined || masks.length > (endpoint.mask ? 1 : 0)) throw createNotAsked('request-unsupported')
  return {
    endpoint: endpoint.edit,
    body: {
      ...body,
      // Within the request, so that no copy remains at a public address.
      image_urls: inputs.filter(({ image }) => image.role !== 'mask').map(toDataUrl),
      ...(endpoint.mask && masks[0] && { [endpoint.mask]: toDataUrl(masks[0]) }),
    },
  }
}

function buildShape({ shape, resolution: spell }: Endpoint, { size, aspectRatio, resolution }: ImageOptions): object {
  if (shape === 'aspect_ratio') {
    return {
      ...(aspectRatio && { aspect_ratio: aspectRatio }),
      ...(resolution && { resolution: spell ? spell(resolution) : resolution }),
    }
  }
  return { image_size: getDimensions(size) ?? 'auto' }
}

function buildOptions({ fields }: Endpoint, options: ImageOptions): object {
  return Object.fromEntries(Object.entries(fields).map(([field, option]) => [field, option && options[option]]))
}

function createNotAsked(code: 'model-unavailable' | 'request-unsupported'): FailureError {
  return new FailureError({ code, charge: 'none', at: Date.now() })
}
