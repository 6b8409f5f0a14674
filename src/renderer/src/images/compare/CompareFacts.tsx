import { memo } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import { findDifferences, type Candidate } from './candidate'
import { letterAt } from './CompareStage'

interface CompareFactsProps {
  readonly shown: readonly Candidate[]
  readonly onGoOn: (candidate: Candidate) => void
}

/** Shows what each image was made from and its cost. Values that differ are highlighted. */
export const CompareFacts = memo(function CompareFacts({ shown, onGoOn }: CompareFactsProps) {
  const { t } = useTranslation()
  const different = findDifferences(shown)
  const [first] = shown
  const havePromptsInCommon = shown.every(({ prompt }) => prompt === first?.prompt)
  return (
    <div className="scroll-slim max-h-[38%] shrink-0 overflow-y-auto px-3 py-2">
      {/* Outside the grid: an element that spans all columns would keep the empty ones from collapsing. */}
      {havePromptsInCommon && first && first.prompt !== '' && (
        <Prompt className="mb-1 line-clamp-1 px-1 text-12 text-text-muted">{first.prompt}</Prompt>
      )}
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,200px),1fr))] gap-2">
        {shown.map((candidate, index) => (
          <section key={candidate.image.attachmentId} aria-label={candidate.title} className="min-w-0 p-1 text-12">
            <div className="mb-1.5 flex min-h-7 flex-wrap items-center justify-between gap-x-2">
              <h2 className="truncate text-13 font-medium">{`${letterAt(index)} · ${candidate.title}`}</h2>
              <Button size="small" onClick={() => onGoOn(candidate)}>
                {t('compare.goOn')}
              </Button>
            </div>
            {!havePromptsInCommon && <Prompt className="mb-1.5 line-clamp-2">{candidate.prompt}</Prompt>}
            <dl data-selectable className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
              {candidate.facts.map(({ label, value }) => (
                <div key={label} className="contents" data-different={different.has(label) || undefined}>
                  <dt className="whitespace-nowrap text-text-muted">{label}</dt>
                  <dd
                    className={classNames(
                      'tabular min-w-0 wrap-anywhere',
                      different.has(label) ? 'font-medium text-text' : 'text-text-muted',
                    )}
                  >
                    {value}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  )
})

function Prompt({ children, className }: { readonly children: string; readonly className: string }) {
  return (
    <p data-selectable dir="auto" title={children} className={classNames('wrap-anywhere', className)}>
      {children}
    </p>
  )
}
