/** Media queries at which the layout changes. */

/** From this width on, the sidebar is shown unless the user hid it. */
export const WIDE = '(min-width: 900px)'
/** Up to this width, the sidebar covers the conversation instead of sitting next to it. */
export const NARROW = '(max-width: 639px)'
/** From here on sidebar, conversation and Details have room beside each other. In a smaller window the sidebar makes way. */
export const ROOM_FOR_DETAILS = '(min-width: 1024px)'
