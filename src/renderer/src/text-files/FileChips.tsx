import { FileText, X } from 'lucide-react'
import { useMemo } from 'react'
import type { TextFile } from '@shared/text-files'
import { estimateTokens } from '@shared/tokens/estimate-tokens'
import { useFormat } from '@/i18n/use-format'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton } from '@/ui/IconButton'
import '@/i18n/later'

interface FileChipsProps {
  readonly files: readonly TextFile[]
  /** Absent if files can't be removed. */
  readonly onRemove?: (index: number) => void
}

/** A message's text files, each with its size and approximate token count. */
export function FileChips({ files, onRemove }: FileChipsProps) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t('textFiles.list')} className="flex min-w-0 flex-wrap gap-2">
      {files.map((file, index) => (
        <li
          key={`${index} ${file.name}`}
          aria-label={file.name}
          className="flex max-w-full min-w-0 items-center gap-2 rounded-md border border-line bg-surface-raised py-1 pr-1 pl-2"
        >
          <FileText size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-text-muted" />
          <span className="flex min-w-0 flex-col pr-1 leading-tight">
            <span className="truncate text-12 [unicode-bidi:plaintext]" title={file.name}>
              {file.name}
            </span>
            <Cost text={file.text} />
          </span>
          {onRemove && <IconButton icon={X} label={t('attach.remove')} size="tiny" onClick={() => onRemove(index)} />}
        </li>
      ))}
    </ul>
  )
}

function Cost({ text }: { readonly text: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [tokens, bytes] = useMemo(
    () => [Math.ceil(estimateTokens(text)), new TextEncoder().encode(text).length] as const,
    [text],
  )
  return (
    <span className="tabular truncate text-12 text-text-muted">
      {t('textFiles.cost', { count: tokens, tokens: format.number(tokens), size: format.bytes(bytes) })}
    </span>
  )
}
