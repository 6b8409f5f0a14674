import { classNames } from '@/lib/class-names'
import { lazyPart } from '@/ui/lazy-part'
import type { Sign } from './markdown/signs'

/** Loads the fonts that nearly every formula uses first: otherwise its width would change a moment later. */
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
 * A formula. Its renderer is loaded with the first one. Its transparent source is what gets selected and copied, and it
 * reserves the space until the formula is rendered.
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
