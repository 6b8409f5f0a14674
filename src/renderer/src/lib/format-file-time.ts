/** Formats the local date and time for file names, sortable by age: "2026-11-26" and "18-44-38". */
export function formatFileTime(at: number): readonly [date: string, time: string] {
  const moment = new Date(at)
  const pad = (value: number): string => String(value).padStart(2, '0')
  return [
    [moment.getFullYear(), pad(moment.getMonth() + 1), pad(moment.getDate())].join('-'),
    [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(pad).join('-'),
  ]
}
