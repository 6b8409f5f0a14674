import { memo } from 'react'

interface LongCodeProps {
  readonly code: string
  readonly isWrapped: boolean
}

/** How many lines are laid out together. Smaller groups make more elements; larger ones take longer than a frame. */
const LINES = 200
/** Same as `pre` in `prose.css`. Pixels. */
const LINE_HEIGHT = 20.15
/** The maximum width for horizontal scrolling. Characters. */
const WIDEST = 4_000

/**
 * Splits code with very many lines into groups, of which the browser only lays out those in view. While the code grows,
 * only the last group changes. Always as wide as the longest line, whichever lines are in view.
 */
export function LongCode({ code, isWrapped }: LongCodeProps) {
  const { groups, longest } = splitCode(code)
  return (
    <span className="block" style={isWrapped ? undefined : { minWidth: `${longest}ch` }}>
      {groups.map(({ text, lines }, index) => (
        // Groups are only ever appended.
        <Lines key={index} text={text} lines={lines} />
      ))}
    </span>
  )
}

const Lines = memo(function Lines({ text, lines }: { readonly text: string; readonly lines: number }) {
  return (
    <span className="code-lines" style={{ containIntrinsicBlockSize: `auto ${lines * LINE_HEIGHT}px` }}>
      {text}
    </span>
  )
})

/** Exported for its test. */
export function splitCode(code: string): {
  readonly groups: readonly { readonly text: string; readonly lines: number }[]
  readonly longest: number
} {
  const groups: { text: string; lines: number }[] = []
  let longest = 0
  let start = 0
  let lines = 0
  for (let from = 0; from < code.length;) {
    const found = code.indexOf('\n', from)
    const end = found < 0 ? code.length : found
    longest = Math.max(longest, end - from)
    lines += 1
    from = end + 1
    if (lines < LINES && from < code.length) continue
    groups.push({ text: code.slice(start, from), lines })
    start = from
    lines = 0
  }
  return { groups, longest: Math.min(longest, WIDEST) }
}
