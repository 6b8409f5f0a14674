import { useTranslation } from '@/i18n/use-translation'
import { useKeptState } from '@/lib/use-kept-state'
import { Button } from '@/ui/Button'

/** About ten lines of the column; a prompt of several pages would push its own image off screen. */
const LONGEST = 900
const MOST_LINES = 12

interface LongTextProps {
  /** Distinguishes it from other texts. */
  readonly id: string
  readonly text: string
}

export function LongText({ id, text }: LongTextProps) {
  const { t } = useTranslation()
  const [whole, setWhole] = useKeptState(`whole ${id}`)
  const long = text.length > LONGEST || text.split('\n', MOST_LINES + 1).length > MOST_LINES
  return (
    <div className="min-w-0">
      <p
        data-selectable
        className={`max-w-measure text-14 wrap-anywhere whitespace-pre-wrap [unicode-bidi:plaintext] ${long && !whole ? 'line-clamp-10' : ''}`}
      >
        {text}
      </p>
      {long && (
        <Button
          look="quiet"
          size="small"
          className="mt-1 -ml-2.5"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {t(whole ? 'answer.showLess' : 'answer.showMore')}
        </Button>
      )}
    </div>
  )
}
