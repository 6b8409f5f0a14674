import type { ProjectCaps, ProjectLimits } from '@shared/limits'
import { z } from '../zod'

/** In whole micro-dollars. More than any card's limit. */
const amount = z.number().int().min(0).max(1e12).nullable()
const limits = z.strictObject({ dailyCap: amount, monthlyCap: amount }) satisfies z.ZodType<ProjectLimits>

/** More than a sidebar could list. */
export const MOST_PROJECT_CAPS = 10_000

/** As the page sends them. */
export const projectCaps = z.record(z.uuid(), limits).refine((caps) => Object.keys(caps).length <= MOST_PROJECT_CAPS)

/** As saved. An unreadable cap is dropped without affecting other projects. */
export const savedProjectCaps = z.record(z.string(), z.unknown()).transform((saved): ProjectCaps => {
  const read = Object.entries(saved).map(([id, value]) => [id, limits.safeParse(value).data] as const)
  return Object.fromEntries(read.filter((entry): entry is [string, ProjectLimits] => entry[1] !== undefined))
})
