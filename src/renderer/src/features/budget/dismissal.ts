/** Whether the 80 % banner was dismissed: for this cap and day, as long as spending stays at that level. */
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

/** Forgets the dismissal once the level has changed: crossing 80 % again is worth a new banner. */
export function forget(storage: DismissalStorage): void {
  storage.removeItem(KEY)
}
