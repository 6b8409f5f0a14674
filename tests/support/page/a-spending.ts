import { createId, type RunId } from '@shared/ids'
import type { Spending } from '@shared/spending'

/** A paid image. Tests set what differs. */
export function aSpending(facts: Partial<Spending> = {}): Spending {
  return {
    runId: createId<RunId>(),
    at: 1_000,
    model: 'openai:gpt-image-2',
    kind: 'image',
    outcome: 'done',
    images: 1,
    charge: 'charged',
    cost: 53_000,
    ...facts,
  }
}

/** Without a cost, which `cost: undefined` wouldn't express. */
export function anUnpriced(facts: Partial<Spending> = {}): Spending {
  const { cost: _cost, images: _images, ...rest } = aSpending({ outcome: 'failed', charge: 'unknown' })
  return { ...rest, ...facts }
}
