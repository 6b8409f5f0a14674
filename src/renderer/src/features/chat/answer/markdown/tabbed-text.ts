/** Formats cells for pasting into spreadsheets: a tab between cells, one line per row, and neither inside a cell. */
export function toTabbedText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => cells.map((cell) => cell.replace(/\s+/g, ' ').trim()).join('\t')).join('\n')
}
