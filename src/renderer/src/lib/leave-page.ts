/** Whatever goes wrong before the app is on screen, or with the screen that says so: better than a window that does nothing. */
export function leavePage(): void {
  window.location.replace('/recovery.html')
}
