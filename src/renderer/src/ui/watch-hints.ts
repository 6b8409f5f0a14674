/**
 * Keeps hints away until the pointer moves: what slides under a pointer at rest, or was just pressed, explains nothing
 * that anybody asked about. The style sheet reads the mark.
 */
export function watchHints(root: HTMLElement = document.documentElement): void {
  const hush = (): void => {
    root.dataset['hints'] = 'quiet'
  }
  window.addEventListener('pointerdown', hush, { capture: true })
  window.addEventListener('keydown', hush, { capture: true })
  window.addEventListener('pointermove', ({ movementX, movementY }) => {
    // Chromium also tells of moves when only the page has moved.
    if (root.dataset['hints'] && (movementX !== 0 || movementY !== 0)) delete root.dataset['hints']
  })
}
