import type { PromptPart } from './compare-prompts'

/** A prompt with additions and removals marked. */
export function PromptDiff({ parts, label }: { readonly parts: readonly PromptPart[]; readonly label?: string }) {
  return (
    <p
      data-selectable
      tabIndex={0}
      role={label === undefined ? undefined : 'group'}
      aria-label={label}
      dir="auto"
      className="scroll-slim max-h-48 text-13 wrap-anywhere whitespace-pre-wrap"
    >
      {parts.map(({ kind, text: words }, index) => {
        if (kind === 'added') {
          return (
            <ins key={index} className="rounded-xs bg-selected px-0.5 font-medium no-underline forced-colors:underline">
              {words}
            </ins>
          )
        }
        if (kind === 'removed') {
          return (
            <del key={index} className="text-text-muted">
              {words}
            </del>
          )
        }
        return <span key={index}>{words}</span>
      })}
    </p>
  )
}
