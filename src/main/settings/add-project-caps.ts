import { z } from '../zod'
import type { ProjectCaps } from '@shared/limits'
import { MOST_PROJECT_CAPS } from './project-caps-schema'

/** The caps of both; those that are here win. What names no project, or caps nothing, is left out. */
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
