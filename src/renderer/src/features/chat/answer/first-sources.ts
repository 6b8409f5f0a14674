/** How many pages are listed before the user expands the list: few enough not to push the next question off screen. */
export const FIRST_SOURCES = 5
