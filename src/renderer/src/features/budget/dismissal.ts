/** Whether the quiet banner was put away: for this cap and this day, and only as long as it stays at four fifths. */
import type { BudgetView, CapWarning } from '@shared/budget'

export interface DismissalStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const KEY = 'easel.budget.dismissed'

function makeMark({ day }: BudgetView, { name, amount, projectId }: CapWarning): string {
  return `${name} ${amount} ${day.from}${projectId ? ` ${projectId}` : ''}`
}

export function isDismissed(storage: DismissalStorage, view: BudgetView, warning: CapWarning): boolean {
  return warning.level === 'near' && storage.getItem(KEY) === makeMark(view, warning)
}

export function dismiss(storage: DismissalStorage, view: BudgetView, warning: CapWarning): void {
  storage.setItem(KEY, makeMark(view, warning))
}

/** Another warning, or none: the next time that four fifths are crossed is worth saying again. */
export function forget(storage: DismissalStorage): void {
  storage.removeItem(KEY)
}
