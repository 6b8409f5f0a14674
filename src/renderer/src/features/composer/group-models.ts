import type { Model } from '@shared/catalogue'

export type ModelGroup = 'image' | 'text' | 'demo'

/** The picker's order: pictures first, then text, and what needs no key last. */
export function groupModels(models: readonly Model[]): readonly { name: ModelGroup; models: readonly Model[] }[] {
  const groups: readonly ModelGroup[] = ['image', 'text', 'demo']
  return groups
    .map((name) => ({ name, models: models.filter((model) => groupOf(model) === name) }))
    .filter((group) => group.models.length > 0)
}

function groupOf(model: Model): ModelGroup {
  return model.provider === 'demo' ? 'demo' : model.kind
}
