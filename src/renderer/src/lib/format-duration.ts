/** Formats a duration: "8 s", "1 m 04 s". Short, and of constant width with tabular figures. */
export function formatDuration(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 60) return unit(seconds, 'second', locale)
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${unit(minutes, 'minute', locale)} ${unit(seconds % 60, 'second', locale, { minimumIntegerDigits: 2 })}`
    : `${unit(Math.floor(minutes / 60), 'hour', locale)} ${unit(minutes % 60, 'minute', locale)}`
}

/** Formats a duration for captions: "0.8 s", to a tenth of a second below ten seconds, else rounded as above. */
export function formatElapsed(milliseconds: number, locale: string): string {
  return milliseconds < 9_950
    ? unit(Math.max(0.1, milliseconds / 1000), 'second', locale, { maximumFractionDigits: 1 })
    : formatDuration(Math.round(milliseconds / 1000) * 1000, locale)
}

function unit(
  value: number,
  name: 'second' | 'minute' | 'hour',
  locale: string,
  digits: Intl.NumberFormatOptions = {},
): string {
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'narrow', ...digits })
  // Replaces English "8s" with the SI form, with a space.
  return format.format(value).replace(/(\d)(\p{L})/u, '$1\u00a0$2')
}
