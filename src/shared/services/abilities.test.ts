import { resolve } from 'node:path'
import { format } from 'oxfmt'
import { expect, test } from 'vitest'
import { SERVICES } from './list'
import type { ImageToolName, Model } from './model'
import type { ServiceModule } from './service'

const PAGE = resolve(import.meta.dirname, '../../../docs/services.md')

test('docs/services.md says what the catalogue says; `npx vitest run abilities -u` writes it anew', async () => {
  const text = `# Services and models\n\n${INTRODUCTION}\n\n${drawServices()}\n\n## Image models\n\n${drawImageModels()}\n`
  const { code: formatted } = await format(PAGE, text)
  await expect(formatted).toMatchFileSnapshot(PAGE)
})

const INTRODUCTION =
  'Made from the facts in `src/shared/services`, without models that end soon. Services list further models. ' +
  '"Survives a crash": the job goes on at the service, and the next start asks for it again. ' +
  '"Reports its cost": the service names the sum; for others Easel computes it from what the service counted.'

function drawServices(): string {
  return drawTable(
    [
      'service',
      'key',
      'images',
      'texts',
      'previews',
      'references',
      'masks',
      'survives a crash',
      'reports its cost',
      'one click',
    ],
    SERVICES.map((service) => [
      service.name,
      service.key,
      hasKind(service, 'image'),
      hasKind(service, 'text'),
      tellsByModel(service) ?? mark(someImage(service, ({ maxPreviews }) => maxPreviews > 0)),
      tellsByModel(service) ?? mark(someImage(service, ({ references }) => references !== undefined)),
      describeMasks(service),
      mark(service.keepsJobs === true),
      service.reportsCostLater ? 'later, to admin keys' : mark(service.reportsCost === true),
      listTools(service),
    ]),
  )
}

const TOOLS: Readonly<Record<ImageToolName, string>> = {
  removeBackground: 'background',
  upscale: 'upscale',
  vectorize: 'vectorize',
  vary: 'variations',
}

/** The one-click tools for an image. */
function listTools({ models }: ServiceModule): string {
  const tools = models.flatMap((model) => (model.kind === 'image' && model.tool ? [TOOLS[model.tool.name]] : []))
  return tools.join(', ')
}

function drawImageModels(): string {
  const models = SERVICES.flatMap(({ name, models: known }) => known.map((model) => [name, model] as const))
  return drawTable(
    ['service', 'model', 'sizes', 'qualities', 'images', 'previews', 'references', 'price'],
    models.flatMap(([service, model]) => {
      if (model.kind !== 'image' || model.tool || model.shutdown !== undefined) return []
      const { aspectRatios, resolutions, freeSizes, sizes } = model
      const shapes = aspectRatios
        ? `${aspectRatios.length} ratios, ${(resolutions ?? []).join(', ')}`
        : `${sizes.length}${freeSizes ? ', or free' : ''}`
      return [
        [
          service,
          model.name,
          shapes,
          model.qualities.length > 1 ? model.qualities.join(', ') : '',
          String(model.maxImages),
          model.maxPreviews > 0 ? String(model.maxPreviews) : '',
          model.references ? `up to ${model.references.most}` : '',
          describePrice(model),
        ],
      ]
    }),
  )
}

function describePrice(model: Model): string {
  const { prices } = model
  if (model.kind === 'image' && model.unitPrices) return `known, ${model.unitPrices.asOf}`
  if (prices === 'free') return 'free'
  return prices === undefined ? 'unknown' : `known, ${prices.asOf}`
}

function hasKind({ callsAtOnce, hasTypes }: ServiceModule, kind: Model['kind']): string {
  return hasTypes ? 'your choice' : mark(callsAtOnce[kind] > 0)
}

function describeMasks(service: ServiceModule): string {
  if (someImage(service, ({ references }) => references?.mask?.sentAs === 'alpha')) return 'yes'
  return someImage(service, ({ references }) => references?.mask !== undefined) ? 'in words' : ''
}

/** The service's own list says it per model. */
function tellsByModel({ models, hasTypes }: ServiceModule): string | undefined {
  return models.length === 0 && !hasTypes ? 'by model' : undefined
}

function someImage({ models }: ServiceModule, is: (model: Extract<Model, { kind: 'image' }>) => boolean): boolean {
  return models.some((model) => model.kind === 'image' && is(model))
}

function mark(is: boolean): string {
  return is ? 'yes' : ''
}

function drawTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
