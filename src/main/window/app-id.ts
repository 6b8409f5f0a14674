/**
 * The id by which Windows identifies Easel. It shows notifications only for programs with a Start menu shortcut of the
 * same id, which the installer creates.
 */
export const APP_ID = 'app.easel.desktop'
