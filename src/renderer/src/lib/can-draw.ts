/** A private use character that no font has. */
const IN_NO_FONT = '\u{10FFFD}'
const SIZE = 24

/** Whether an installed font has this character. All missing characters are drawn as the same box. */
export function canDraw(character: string): boolean {
  const context = Object.assign(document.createElement('canvas'), { width: SIZE * 2, height: SIZE * 2 }).getContext(
    '2d',
    { willReadFrequently: true },
  )
  // Without a canvas there's no way to tell, so assume yes.
  if (!context) return true
  const draw = (text: string): string => {
    context.clearRect(0, 0, SIZE * 2, SIZE * 2)
    context.font = `${SIZE}px sans-serif`
    context.fillText(text, 0, SIZE * 1.5)
    return context.getImageData(0, 0, SIZE * 2, SIZE * 2).data.join()
  }
  return draw(character) !== draw(IN_NO_FONT)
}
