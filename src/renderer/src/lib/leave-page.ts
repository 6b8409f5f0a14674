/**
 * Opens the recovery page, for errors before the app is on screen or in the error screen itself: better than a dead
 * window.
 */
export function leavePage(): void {
  window.location.replace('/recovery.html')
}
