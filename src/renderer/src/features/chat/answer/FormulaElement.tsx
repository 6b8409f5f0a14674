import { classNames } from '@/lib/class-names'
import { lazyPart } from '@/ui/lazy-part'
import type { Sign } from './markdown/signs'

/** With the fonts that nearly every formula has: drawn without them, it would change its width a moment later. */
const Formula = lazyPart(() =>
  import('./Formula').then(async ({ Formula: Component }) => {
    await Promise.all(['KaTeX_Main', 'KaTeX_Math'].map((font) => document.fonts.load(`16px ${font}`))).catch(() => {})
    return Component
  }),
)

interface FormulaElementProps {
  readonly formula: Extract<Sign, { type: 'formula' }>
}

/**
 * A formula. What draws it is loaded with the first one. Behind it lies its source, transparent: that is what is selected
 * and copied, and it keeps the place until the formula is drawn.
 */
export function FormulaElement({ formula: { source, tex, isDisplay } }: FormulaElementProps) {
  return (
    <span className={classNames('formula', isDisplay && 'formula-display')} dir="ltr">
      <span className="formula-source" aria-hidden>
        {source}
      </span>
      <Formula.Component tex={tex} source={source} isDisplay={isDisplay} />
    </span>
  )
}
