/** Exports spending as CSV. The columns are explained in docs/usage-csv.md. */
import { findModel } from '@shared/catalogue'
import type { ModelFinder } from '@shared/catalogue/find-listed'
import type { MicroUsd } from '@shared/pricing'
import type { Spending, UsageExport } from '@shared/spending'
import { countTokens } from '@shared/usage'

type Cell = string | number | undefined

const COLUMNS: readonly (readonly [name: string, cell: (spending: Spending, find: ModelFinder) => Cell])[] = [
  ['time', ({ at }) => new Date(at).toISOString()],
  ['kind', ({ kind }) => kind],
  ['model', ({ model }) => model],
  ['model_name', ({ model }, find) => find(model)?.name],
  ['outcome', ({ outcome }) => outcome],
  ['images', ({ images }) => images],
  ['charge', ({ charge }) => charge],
  ['cost_usd', ({ cost }) => dollars(cost)],
  ['at_most_usd', ({ atMost }) => dollars(atMost)],
  ['text_in_tokens', ({ usage }) => usage && countTokens(usage, 'textIn', 'textCached', 'textWritten')],
  ['image_in_tokens', ({ usage }) => usage && countTokens(usage, 'imageIn')],
  ['image_out_tokens', ({ usage }) => usage && countTokens(usage, 'imageOut', 'previews')],
  ['text_out_tokens', ({ usage }) => usage && countTokens(usage, 'textOut', 'reasoning')],
  ['answer_id', ({ runId }) => runId],
  ['chat_id', ({ chatId }) => chatId],
  ['cost_source', ({ cost, costSource = 'computed' }) => (cost === undefined ? undefined : costSource)],
  ['cost_estimate_usd', ({ costEstimate }) => dollars(costEstimate)],
  ['purpose', ({ purpose = 'answer' }) => purpose],
  ['project_id', ({ projectId }) => projectId],
]

/**
 * Returns a header and one line per answer, per RFC 4180, with CRLF line ends. `find` knows the names of listed models.
 */
export function usageCsv(spendings: Iterable<Spending>, find: ModelFinder = findModel): string {
  const lines = [COLUMNS.map(([name]) => name).join(',')]
  for (const spending of spendings) lines.push(COLUMNS.map(([, cell]) => written(cell(spending, find))).join(','))
  return `${lines.join('\r\n')}\r\n`
}

/** Returns the spending of the selected projects. */
export function filterByProject(spendings: readonly Spending[], { projects }: UsageExport): readonly Spending[] {
  if (!projects) return spendings
  const ids = new Set(projects)
  return spendings.filter(({ projectId }) => ids.has(projectId ?? null))
}

/** Formats micro-dollars as dollars with exactly six decimals. Works on the digits, so nothing is rounded. */
function dollars(amount: MicroUsd | undefined): string | undefined {
  if (amount === undefined) return undefined
  const digits = String(amount).padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

/** Spreadsheets interpret text that starts with these as a formula and would run it. */
const FORMULA = /^[=+\-@\t\r]/

function written(cell: Cell): string {
  if (cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
