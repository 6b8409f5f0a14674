export interface FileWatcher {
  /** Whether files can be used now. */
  readonly isWelcome: () => boolean
  /** Whether files are being dragged over the window. */
  readonly onOver: (over: boolean) => void
  readonly onFiles: (files: readonly File[]) => void
}

/** Watches files that are dragged over the window or pasted into it. Returns a function that stops it. */
export function watchFiles(window: Window, { isWelcome, onOver, onFiles }: FileWatcher): () => void {
  const controller = new AbortController()
  const { signal } = controller
  // An image of the page itself is also dragged as a file.
  let fromHere = false

  const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false
  const isForUs = (event: DragEvent): boolean => !fromHere && holdsFiles(event)
  window.addEventListener('dragstart', () => (fromHere = true), { signal })
  window.addEventListener('dragend', () => (fromHere = false), { signal })
  // The dragged element may be removed before it's dropped, and then no event reports the end.
  window.addEventListener('pointerdown', () => (fromHere = false), { signal })
  window.addEventListener(
    'dragover',
    (event) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      const welcome = isForUs(event) && isWelcome()
      if (event.dataTransfer) event.dataTransfer.dropEffect = welcome ? 'copy' : 'none'
      onOver(welcome)
    },
    { signal },
  )
  window.addEventListener(
    'dragleave',
    (event) => {
      // Null: the pointer left the window instead of moving to the next element.
      if (event.relatedTarget === null) onOver(false)
    },
    { signal },
  )
  window.addEventListener(
    'drop',
    (event) => {
      onOver(false)
      if (!holdsFiles(event)) return
      // Chromium would open the file in place of the page.
      event.preventDefault()
      if (isForUs(event) && isWelcome()) onFiles([...(event.dataTransfer?.files ?? [])])
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    ({ clipboardData }) => {
      // Text that comes with an image of itself is meant as text.
      if (!clipboardData || clipboardData.files.length === 0 || clipboardData.types.includes('text/plain')) return
      if (isWelcome()) onFiles([...clipboardData.files])
    },
    { signal },
  )
  return () => controller.abort()
}
