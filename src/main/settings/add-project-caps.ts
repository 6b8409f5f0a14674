import { z } from '../zod'
import type { ProjectCaps } from '@shared/limits'
import { MOST_PROJECT_CAPS } from './project-caps-schema'

/** Combines the caps of both; existing ones take precedence. Entries without a project id or cap are dropped. */
export function addProjectCaps(
  here: ProjectCaps,
  more: ProjectCaps,
): { readonly caps: ProjectCaps; readonly added: number } {
  const added = Object.entries(more)
    .filter(([id, { dailyCap, monthlyCap }]) => !(id in here) && isId(id) && (dailyCap !== null || monthlyCap !== null))
    .slice(0, Math.max(0, MOST_PROJECT_CAPS - Object.keys(here).length))
  return { caps: { ...here, ...Object.fromEntries(added) }, added: added.length }
}

function isId(value: string): boolean {
  return z.uuid().safeParse(value).success
}
