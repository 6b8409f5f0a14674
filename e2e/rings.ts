import type { EaselApp } from './app'

/** Presses Tab this many times, and returns the elements whose focus ring is clipped by something around it. */
export async function findCutRings({ window }: EaselApp, presses: number): Promise<readonly string[]> {
  const cut = new Set<string>()
  for (let press = 0; press < presses; press += 1) {
    await window.keyboard.press('Tab')
    const found = await window.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return undefined
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(element)
      if (outlineStyle === 'none') return undefined
      const width = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset)
      const box = element.getBoundingClientRect()
      for (let around = element.parentElement; around && around.tagName !== 'DIALOG'; around = around.parentElement) {
        if (getComputedStyle(around).overflowY === 'visible') continue
        const outer = around.getBoundingClientRect()
        const [left, top] = [outer.left + around.clientLeft, outer.top + around.clientTop]
        const isWhole =
          left - 1 <= box.left - width &&
          top - 1 <= box.top - width &&
          box.right + width <= left + around.clientWidth + 1 &&
          box.bottom + width <= top + around.clientHeight + 1
        if (!isWhole) return `${element.ariaLabel ?? element.textContent ?? ''} <${element.tagName.toLowerCase()}>`
      }
      return undefined
    })
    if (found !== undefined) cut.add(found)
  }
  return [...cut]
}
