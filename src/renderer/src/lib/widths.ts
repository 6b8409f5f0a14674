/** Media queries at which the layout changes. */

/** From here on the sidebar is shown unless the user hid it. */
export const WIDE = '(min-width: 900px)'
/** Up to here the sidebar is above the conversation instead of beside it. */
export const NARROW = '(max-width: 639px)'
