// Formats the figures: one line each, the floor next to Easel.

/** Formats rows of cells as text columns; the first column is left-aligned, the others right-aligned. */
export function formatTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))))
    .map((cells) => cells.join('   ').trimEnd())
    .join('\n')
}

export const tableHead = ['', 'floor', 'spread', 'Easel', 'spread', 'ratio', 'goal', '']

/** One row of the table from a figure and its results. */
export function tableRow({ figure, floor, easel, ratio, isReached }) {
  return [
    figure.title,
    amount(floor?.median, figure.unit),
    spread(floor),
    amount(easel?.median, figure.unit),
    spread(easel),
    ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
    goalText(figure),
    isReached === undefined ? '' : isReached ? 'reached' : 'missed',
  ]
}

function goalText({ goal, unit }) {
  if (goal === undefined) return ''
  return goal.ratio === undefined ? `≤ ${amount(goal.most, unit)}` : `≤ ${goal.ratio}x`
}

function amount(value, unit) {
  return value === undefined ? '–' : `${round(value)} ${unit}`
}

function spread(summary) {
  return summary === undefined || summary.least === summary.most ? '' : `${round(summary.least)}–${round(summary.most)}`
}

/** Shows fractions only for small values. */
function round(value) {
  return value < 10 && !Number.isInteger(value) ? value.toFixed(1) : Math.round(value).toLocaleString('en')
}
