/** Words that stay small inside a title. Apple writes "Save As…", so "as" is none of them. */
const SMALL = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with'])

/** "Show in folder" as macOS writes its menus: "Show in Folder". For English labels. */
export function toTitleCase(label: string): string {
  return label
    .split(' ')
    .map((word, index) => (index > 0 && SMALL.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}
