/**
 * Actions are out of sight until what they belong to is pointed at or one of them holds the focus; Tab reaches them at
 * any time, and where nothing can hover they are always there.
 */
const HIDDEN =
  'opacity-0 transition-opacity focus-within:opacity-100 has-[[aria-expanded=true]]:opacity-100 [@media(hover:none)]:opacity-100'

export const REVEALED_BY_PICTURE = `${HIDDEN} group-hover/picture:opacity-100`
export const REVEALED_BY_ANSWER = `${HIDDEN} group-hover/answer:opacity-100`
