/** Draws formulas, with KaTeX. A chunk of its own with KaTeX's style and fonts, fetched with the first formula. */
import katex from 'katex'
import { memo, useLayoutEffect, useRef } from 'react'
import 'katex/dist/katex.css'

interface FormulaProps {
  readonly tex: string
  /** As it was written, for when it can't be drawn. */
  readonly source: string
  readonly isDisplay: boolean
}

/** What a model wrote may load nothing, and can't grow over the page. */
const SAFE = { trust: false, strict: 'ignore', maxSize: 20, maxExpand: 500 } as const

/** With elements that KaTeX makes, never as HTML. Also as MathML, for screen readers. */
export const Formula = memo(function Formula({ tex, source, isDisplay }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = place.current
    if (element) draw(element, { tex, source, isDisplay })
  }, [tex, source, isDisplay])
  return <span ref={place} className="formula-drawn" />
})

function draw(element: HTMLElement, { tex, source, isDisplay }: FormulaProps): void {
  try {
    katex.render(tex, element, { ...SAFE, displayMode: isDisplay, throwOnError: true })
  } catch (error) {
    const code = document.createElement('code')
    code.textContent = source
    if (error instanceof Error) code.title = error.message
    element.replaceChildren(code)
  }
  // One that is wider than the column scrolls by itself, also by keyboard.
  const formula = element.parentElement
  const room = formula?.parentElement?.clientWidth ?? Infinity
  const isWide = isDisplay ? element.scrollWidth > element.clientWidth : element.offsetWidth > room
  formula?.classList.toggle('formula-wide', isWide)
  if (isWide) element.tabIndex = 0
  else element.removeAttribute('tabindex')
}
