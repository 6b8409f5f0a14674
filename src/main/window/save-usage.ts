import type { WebContents } from 'electron'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import { FailureError } from '@shared/failure'
import type { Period, Spending } from '@shared/spending'
import { usageCsv } from '../budget/usage-csv'
import { writeFileAtomically } from '../files/atomic-file'
import { storageFailureCode } from '../files/storage-failure'
import { askWhereToSave } from './ask-where-to-save'

/** Saves these entries as CSV where the user chooses. False if the user cancels. */
export async function saveUsage(
  spendings: readonly Spending[],
  period: Period,
  contents: WebContents,
  find: ModelFinder,
): Promise<boolean> {
  const defaultPath = `easel-usage-${formatPeriod(spendings, period)}.csv`
  const filters = [{ name: 'CSV', extensions: ['csv'] }]
  const filePath = await askWhereToSave({ defaultPath, filters }, 'csv', contents)
  if (!filePath) return false
  try {
    await writeFileAtomically(filePath, usageCsv(spendings, find))
  } catch (error) {
    const code = storageFailureCode(error) ?? 'disk-failed'
    throw new FailureError({ code, charge: 'none', at: Date.now() }, { cause: error })
  }
  return true
}

/** Returns the days of the first and the last entry in the period, or those of the period if it has no entries. */
function formatPeriod(spendings: readonly Spending[], { from, to }: Period): string {
  let first = spendings.length > 0 ? to - 1 : from
  let last = spendings.length > 0 ? from : to - 1
  // A ledger may have more entries than a call takes arguments.
  for (const { at } of spendings) {
    first = Math.max(from, Math.min(first, at))
    last = Math.min(to - 1, Math.max(last, at))
  }
  return `${formatDay(first)}-to-${formatDay(last)}`
}

function formatDay(at: number): string {
  const date = new Date(at)
  const pad = (value: number): string => String(value).padStart(2, '0')
  return Number.isNaN(date.getTime())
    ? 'all'
    : `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
