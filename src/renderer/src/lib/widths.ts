/** Media queries at which the layout changes. */

/** From this width on, the sidebar is shown unless the user hid it. */
export const WIDE = '(min-width: 900px)'
/** Up to this width, the sidebar covers the conversation instead of sitting next to it. */
export const NARROW = '(max-width: 639px)'
/** From this width, sidebar, conversation and Details fit side by side. Below it, opening Details hides the sidebar. */
export const ROOM_FOR_DETAILS = '(min-width: 1024px)'
