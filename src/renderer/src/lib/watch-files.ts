export interface FileWatcher {
  /** Whether files are of use just now. */
  readonly isWelcome: () => boolean
  /** Files are held above the window, or not any more. */
  readonly onOver: (over: boolean) => void
  readonly onFiles: (files: readonly File[]) => void
}

/** Follows files that are dragged over the window or pasted into it. Returns how to stop. */
export function watchFiles(window: Window, { isWelcome, onOver, onFiles }: FileWatcher): () => void {
  const controller = new AbortController()
  const { signal } = controller
  // A picture of the page itself is dragged as a file, too.
  let fromHere = false

  const isForUs = ({ dataTransfer }: DragEvent): boolean =>
    !fromHere && (dataTransfer?.types.includes('Files') ?? false)
  window.addEventListener('dragstart', () => (fromHere = true), { signal })
  window.addEventListener('dragend', () => (fromHere = false), { signal })
  // What was dragged may be gone before it is let go of, and then nobody says that it was.
  window.addEventListener('pointerdown', () => (fromHere = false), { signal })
  window.addEventListener(
    'dragover',
    (event) => {
      if (!isForUs(event)) return
      event.preventDefault()
      const welcome = isWelcome()
      if (event.dataTransfer) event.dataTransfer.dropEffect = welcome ? 'copy' : 'none'
      onOver(welcome)
    },
    { signal },
  )
  window.addEventListener(
    'dragleave',
    (event) => {
      // Null: out of the window, not from one element to the next.
      if (event.relatedTarget === null) onOver(false)
    },
    { signal },
  )
  window.addEventListener(
    'drop',
    (event) => {
      onOver(false)
      if (!isForUs(event)) return
      event.preventDefault()
      if (isWelcome()) onFiles([...(event.dataTransfer?.files ?? [])])
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    ({ clipboardData }) => {
      // Text that comes with a picture of itself is meant as text.
      if (!clipboardData || clipboardData.files.length === 0 || clipboardData.types.includes('text/plain')) return
      if (isWelcome()) onFiles([...clipboardData.files])
    },
    { signal },
  )
  return () => controller.abort()
}
