/** Words that stay lowercase within a title. Apple writes "Save As…", so "as" isn't included. */
const SMALL = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with'])

/** Converts an English label to macOS's title case: "Show in folder" becomes "Show in Folder". */
export function toTitleCase(label: string): string {
  return label
    .split(' ')
    .map((word, index) => (index > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}
