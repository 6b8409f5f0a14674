import { Check, Copy } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { IconButton } from '@/ui/IconButton'
import { useCopied } from '@/ui/use-copied'
import { readHtml } from './markdown/answer-html'
import { toTabbedText } from './markdown/tabbed-text'

/** The text of a cell, with formulas as their source. */
function readCell(cell: Element): string {
  const copy = cell.cloneNode(true) as Element
  for (const drawn of copy.querySelectorAll('.formula-drawn')) drawn.remove()
  return copy.textContent ?? ''
}

/** A table, which scrolls if it's wider than the column. It's copied as cells for a spreadsheet or a document. */
export function TableElement({ children }: { readonly children?: ReactNode }) {
  const { t } = useTranslation()
  const frame = useRef<HTMLDivElement>(null)
  const [copied, copy] = useCopied()
  const copyTable = (): void => {
    const table = frame.current?.querySelector('table')
    if (!frame.current || !table) return
    const rows = [...table.rows].map((row) => [...row.cells].map(readCell))
    copy(toTabbedText(rows), readHtml(frame.current))
  }
  return (
    <div className="prose-table-frame group/table relative">
      <div ref={frame} className="prose-table" tabIndex={0}>
        <table>{children}</table>
      </div>
      <IconButton
        icon={copied ? Check : Copy}
        label={t('markdown.copyTable')}
        hint={copied ? t('copy.done') : t('markdown.copyTable')}
        size="small"
        onClick={copyTable}
        className={classNames(
          'absolute top-1 right-1 border border-line bg-surface-raised enabled:hover:bg-surface-field',
          'opacity-0 group-hover/table:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100',
        )}
      />
    </div>
  )
}
