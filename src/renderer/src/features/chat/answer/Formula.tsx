/** Renders formulas with KaTeX. A separate chunk with KaTeX's styles and fonts, loaded with the first formula. */
import katex from 'katex'
import { memo, useLayoutEffect, useRef } from 'react'
import { fitLater } from './markdown/fit-formulas'
import 'katex/dist/katex.css'

interface FormulaProps {
  readonly tex: string
  /** The formula as it was written, shown if it can't be rendered. */
  readonly source: string
  readonly isDisplay: boolean
}

/** A formula from a model may not load anything, and can't grow over the page. */
const SAFE = { trust: false, strict: 'ignore', maxSize: 20, maxExpand: 500 } as const

/** Built from elements that KaTeX makes, never from HTML. Includes MathML for screen readers. */
export const Formula = memo(function Formula({ tex, source, isDisplay }: FormulaProps) {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    draw(element, { tex, source, isDisplay })
    fitLater(element)
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
}
