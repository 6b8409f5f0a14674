/**
 * Visible characters: not spaces, control characters, joiners or fillers. Private and unassigned characters count,
 * because a font may draw them.
 */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u

/** Whether a text shows nothing, as if it were empty. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text)
}

/** Trims whitespace. Returns an empty string for a blank text. */
export function trimText(text: string): string {
  return isBlank(text) ? '' : text.trim()
}
