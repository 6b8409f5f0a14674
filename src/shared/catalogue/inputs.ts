/** Whether a model accepts a request's images. The page checks before sending; main enforces it. Pure. */
import type { FailureCode, InputFacts } from '../failure'
import type { StoredFormat } from '../image-options'
import { listInputs, type InputImage, type InputRole, type Request } from '../request'
import type { Model, ReferenceRule } from '../services/model'

export interface InputProblem {
  readonly code: Extract<
    FailureCode,
    | 'inputs-unsupported'
    | 'inputs-missing'
    | 'inputs-too-many'
    | 'input-format-refused'
    | 'input-too-large'
    | 'mask-unsupported'
    | 'mask-mismatched'
  >
  readonly input: InputFacts
}

export interface FileRule {
  readonly formats: readonly StoredFormat[]
  readonly maxBytes: number
}

/** What vision models accept. The service limits their number, because a long chat may repeat many images. */
const SEEN: FileRule = { formats: ['png', 'jpeg', 'webp', 'gif'], maxBytes: 20_000_000 }

/** Whether the model accepts images at all. */
export function takesImages(model: Model): boolean {
  return model.kind === 'image' ? model.references !== undefined : model.sees === true
}

/** Returns the rule for a single image file; for models that accept none, the rule of vision models. */
export function getFileRule(model: Model | undefined): FileRule {
  return (model?.kind === 'image' && model.references) || SEEN
}

/** No model accepts these. Chromium renders them, so a PNG is sent instead. */
const DRAWN: readonly StoredFormat[] = ['svg', 'avif', 'bmp']

/** Returns the format in which an image is sent. Overlays are sent as they are. */
export function getSentFormat({ format, role }: Pick<InputImage, 'format' | 'role'>): StoredFormat {
  return isOverlay(role) || !DRAWN.includes(format) ? format : 'png'
}

/** Returns undefined if the model accepts all inputs, or if there are none and it needs none. */
export function findInputProblem(model: Model, inputs: readonly InputImage[]): InputProblem | undefined {
  if (model.kind === 'image' && inputs.length < (model.references?.least ?? 0)) {
    return { code: 'inputs-missing', input: {} }
  }
  if (inputs.length === 0) return undefined
  if (model.kind === 'image') {
    return model.references ? findReferenceProblem(model.references, inputs) : { code: 'inputs-unsupported', input: {} }
  }
  if (!model.sees) return { code: 'inputs-unsupported', input: {} }
  const overlay = inputs.findIndex(({ role }) => isOverlay(role))
  return overlay >= 0 ? { code: 'mask-unsupported', input: { index: overlay } } : findFileProblem(inputs, () => SEEN)
}

/** Lists all input images of a request, in the order in which they're sent. */
export function listRequestInputs(request: Request): readonly InputImage[] {
  return request.kind === 'image' ? listInputs(request.parts) : request.turns.flatMap(({ parts }) => listInputs(parts))
}

export const OVERLAY_ROLES = ['mask', 'markup'] as const satisfies readonly InputRole[]

/** Masks and markup belong to the first reference, and aren't references themselves. */
export function isOverlay(role: InputRole): role is 'mask' | 'markup' {
  return role === 'mask' || role === 'markup'
}

/** The number of images the model counts. An overlay belongs to the image below it. */
export function countReferences(inputs: readonly InputImage[]): number {
  return inputs.filter(({ role }) => !isOverlay(role)).length
}

/** Sets an image's role according to the model. Overlays keep theirs. */
export function withRole(image: InputImage, { kind }: Model): InputImage {
  return isOverlay(image.role) ? image : { ...image, role: kind === 'image' ? 'reference' : 'context' }
}

function findReferenceProblem(rule: ReferenceRule, inputs: readonly InputImage[]): InputProblem | undefined {
  const untaken = inputs.findIndex(({ role }) => !takesRole(rule, role))
  if (untaken >= 0) return { code: 'mask-unsupported', input: { index: untaken } }
  if (countReferences(inputs) > rule.most) {
    return { code: 'inputs-too-many', input: { most: rule.most } }
  }
  const unfit = findFileProblem(inputs, ({ role }) => (isOverlay(role) ? getOverlayRule(rule) : rule))
  if (unfit) return unfit
  const bytes = inputs.reduce((sum, input) => sum + input.bytes, 0)
  if (rule.maxBytesTogether !== undefined && bytes > rule.maxBytesTogether) {
    return { code: 'input-too-large', input: { most: rule.maxBytesTogether } }
  }
  return findOverlayProblem(inputs)
}

/** Whether a request to the model can include a mask or markup. */
export function takesOverlay(model: Model, role: 'mask' | 'markup'): boolean {
  return model.kind === 'image' && model.references !== undefined && takesRole(model.references, role)
}

function takesRole({ mask, takesMarkup }: ReferenceRule, role: InputRole): boolean {
  if (role === 'mask') return mask !== undefined
  return role !== 'markup' || takesMarkup
}

/** Masks and markup need transparency, so only PNG. Services state no separate limit for markup. */
function getOverlayRule({ mask, maxBytes }: ReferenceRule): FileRule {
  return { formats: ['png'], maxBytes: mask?.sentAs === 'alpha' ? mask.maxBytes : maxBytes }
}

function findFileProblem(
  inputs: readonly InputImage[],
  getRule: (input: InputImage) => FileRule,
): InputProblem | undefined {
  for (const [index, input] of inputs.entries()) {
    const { formats, maxBytes } = getRule(input)
    const format = getSentFormat(input)
    if (!formats.includes(format)) return { code: 'input-format-refused', input: { index } }
    // The size of a converted PNG is only known once it's rendered, which happens before anything is sent.
    if (input.bytes > maxBytes && format === input.format)
      return { code: 'input-too-large', input: { index, most: maxBytes } }
  }
  return undefined
}

/** At most one mask or markup, with the size of the first reference. */
function findOverlayProblem(inputs: readonly InputImage[]): InputProblem | undefined {
  const reference = inputs.find(({ role }) => !isOverlay(role))
  const index = inputs.findIndex(({ role }) => isOverlay(role))
  const overlay = inputs[index]
  if (!overlay) return undefined
  const isAlone = inputs.filter(({ role }) => isOverlay(role)).length === 1
  const fits = overlay.width === reference?.width && overlay.height === reference.height
  return isAlone && fits ? undefined : { code: 'mask-mismatched', input: { index } }
}
