/**
 * What a reader can see: not space, not control characters, not joiners and fillers. Private and unassigned characters count,
 * because a font may draw them.
 */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u

/** Whether a text shows nothing, as one that is empty. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text)
}

/** Without space around; empty for a text that shows nothing. */
export function trimText(text: string): string {
  return isBlank(text) ? '' : text.trim()
}
