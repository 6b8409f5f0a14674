/**
 * Where this image can be seen now, in the page's pixels: a point of it that nothing covers. Undefined while it is out of
 * view.
 */
export function findOnScreen(url: string): { readonly x: number; readonly y: number } | undefined {
  // The last one is in front: a lightbox is after the chat.
  const images = [...document.querySelectorAll('img')]
    .filter((image) => image.src.replace(/\/$/, '') === url)
    .toReversed()
  for (const image of images) {
    const { left, top, right, bottom } = image.getBoundingClientRect()
    const x = (Math.max(0, left) + Math.min(window.innerWidth, right)) / 2
    const y = (Math.max(0, top) + Math.min(window.innerHeight, bottom)) / 2
    if (document.elementFromPoint(x, y) === image) return { x: Math.round(x), y: Math.round(y) }
  }
  return undefined
}
