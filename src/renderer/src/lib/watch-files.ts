export interface FileWatcher {
  /** Whether files are accepted now. */
  readonly isWelcome: () => boolean
  /** Whether files are being dragged over the window. */
  readonly onOver: (over: boolean) => void
  /** `target`: what they were dropped on or pasted into. */
  readonly onFiles: (files: readonly File[], target: EventTarget | null) => void
  /** An image of the page itself was dropped on it. `id`: the attachment. */
  readonly onOwnImage: (id: string, target: EventTarget | null) => void
  /** A web address was dropped outside a text field. */
  readonly onAddress: () => void
}

/** Watches for files dragged over the window or pasted into it. Returns a function that stops it. */
export function watchFiles(
  window: Window,
  { isWelcome, onOver, onFiles, onOwnImage, onAddress }: FileWatcher,
): () => void {
  const controller = new AbortController()
  const { signal } = controller
  // Chromium drags an image of the page as a file too.
  let fromHere = false
  let ownImage: string | undefined

  const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false
  const isForUs = (event: DragEvent): boolean => holdsFiles(event) && (!fromHere || ownImage !== undefined)
  const isAddress = ({ dataTransfer, target }: DragEvent): boolean =>
    !fromHere && (dataTransfer?.types.includes('text/uri-list') ?? false) && !isTextField(target)
  const forget = (): void => {
    fromHere = false
    ownImage = undefined
  }
  window.addEventListener(
    'dragstart',
    ({ target }) => {
      fromHere = true
      const image = target instanceof Element ? target.closest<HTMLElement>('[data-attachment-id], [data-image]') : null
      ownImage = image?.dataset['attachmentId'] ?? image?.dataset['image']
    },
    { signal },
  )
  window.addEventListener('dragend', forget, { signal })
  // The dragged element may be removed before it's dropped, and then no event reports the end.
  window.addEventListener('pointerdown', forget, { signal })
  window.addEventListener(
    'dragover',
    (event) => {
      if (!holdsFiles(event)) {
        // Otherwise the drop event isn't sent.
        if (isAddress(event) && isWelcome()) event.preventDefault()
        return
      }
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
      // Null: the pointer left the window instead of moving to another element.
      if (event.relatedTarget === null) onOver(false)
    },
    { signal },
  )
  window.addEventListener(
    'drop',
    (event) => {
      onOver(false)
      if (!holdsFiles(event)) {
        if (!isAddress(event) || !isWelcome()) return
        event.preventDefault()
        return onAddress()
      }
      // Otherwise Chromium would open the file in place of the page.
      event.preventDefault()
      const own = ownImage
      if (!isForUs(event) || !isWelcome()) return
      forget()
      if (own === undefined) onFiles([...(event.dataTransfer?.files ?? [])], event.target)
      else onOwnImage(own, event.target)
    },
    { signal },
  )
  window.addEventListener(
    'paste',
    ({ clipboardData, target }) => {
      // If the clipboard has text and an image of it, the text is meant.
      if (!clipboardData || clipboardData.files.length === 0 || clipboardData.types.includes('text/plain')) return
      if (isWelcome()) onFiles([...clipboardData.files], target)
    },
    { signal },
  )
  return () => controller.abort()
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('textarea, input, [contenteditable]') !== null
}
