/** The shared look of all text boxes and selects. */
export const CONTROL =
  'h-8 w-full rounded-sm border border-line-control bg-surface-raised px-2.5 text-13 text-text ' +
  'transition-[border-color] hover:border-text-muted focus-visible:border-focus focus-visible:outline-offset-0 ' +
  'aria-invalid:border-danger disabled:opacity-45'
