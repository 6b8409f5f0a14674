/**
 * What Windows knows Easel by: it shows notifications only of programs whose shortcut in the start menu has the same id, and the
 * installer writes it there.
 */
export const APP_ID = 'app.easel.desktop'
