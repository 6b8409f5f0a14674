/** How many pages are listed before the rest is asked for: what fits below an answer without pushing the next question away. */
export const FIRST_SOURCES = 5
