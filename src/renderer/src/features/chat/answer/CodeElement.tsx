import { WrapText } from 'lucide-react'
import { assertNever } from '@shared/assert-never'
import { isValidElement, memo, useEffect, useState, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useIsCodeFenceIncomplete } from 'streamdown'
import { CopyButton } from '@/ui/CopyButton'
import { IconButton } from '@/ui/IconButton'
import { FormulaElement } from './FormulaElement'
import { LongCode } from './LongCode'
import { isSign, readSign } from './markdown/signs'
import { NoteMark, NoteReference } from './Notes'

/** Inline code, or the body of a fence, which the renderer marks. */
export function CodeElement({
  className,
  children,
  ...props
}: ComponentProps<'code'> & { readonly 'data-block'?: string }) {
  if (!('data-block' in props)) return <InlineCode text={readText(children)} />
  return <CodeBlock code={readText(children)} language={/language-(\S+)/.exec(className ?? '')?.[1]} />
}

/** Formulas and footnote marks also arrive as inline code (`markdown/read-signs.ts`). */
function InlineCode({ text }: { readonly text: string }) {
  if (!isSign(text)) return <code>{text}</code>
  const sign = readSign(text)
  switch (sign.type) {
    case 'formula':
      return <FormulaElement formula={sign} />
    case 'reference':
      return <NoteReference sign={sign} />
    case 'note':
      return <NoteMark sign={sign} />
    default:
      return assertNever(sign)
  }
}

function readText(children: ReactNode): string {
  if (typeof children === 'string') return children
  if (isValidElement<{ children?: ReactNode }>(children)) return readText(children.props.children)
  return ''
}

interface CodeBlockProps {
  readonly code: string
  readonly language: string | undefined
}

const CodeBlock = memo(function CodeBlock({ code, language }: CodeBlockProps) {
  const { t } = useTranslation()
  const coloured = useHighlighted(code, language)
  const [isWrapped, setWrapped] = useState(false)
  const isTooLong = language !== undefined && code.length > LONGEST
  return (
    <div className="prose-code">
      <div className="prose-code-head">
        <span>
          {language ?? ''}
          {isTooLong && <span className="text-text-muted">{` · ${t('code.plain')}`}</span>}
        </span>
        <div className="flex gap-0.5">
          {LONG_LINE.test(code) && (
            <IconButton
              icon={WrapText}
              label={t('code.wrap')}
              aria-pressed={isWrapped}
              size="small"
              className="aria-pressed:bg-hover aria-pressed:text-text forced-colors:aria-pressed:border"
              onClick={() => setWrapped(!isWrapped)}
            />
          )}
          <CopyButton text={code.replace(/\n$/, '')} label={t('code.copy')} size="small" />
        </div>
      </div>
      <pre tabIndex={0} dir="ltr" className={isWrapped ? 'wrap-anywhere whitespace-pre-wrap' : undefined}>
        <code>{coloured ?? (code.length > LONGEST ? <LongCode code={code} isWrapped={isWrapped} /> : code)}</code>
      </pre>
    </div>
  )
})

/** From this length on, a line may be wider than the column in a narrow window. Characters. */
const LONG_LINE = /^.{50}/m

/** Longer code is shown in one color, with a note: highlighting it would take longer than a frame. Characters. */
const LONGEST = 40_000

/** Colors appear once the fence is closed and the highlighter is loaded; until then the code is plain text. */
function useHighlighted(code: string, language: string | undefined): ReactNode {
  const incomplete = useIsCodeFenceIncomplete()
  const [coloured, setColoured] = useState<{ readonly code: string; readonly node: ReactNode }>()
  useEffect(() => {
    if (incomplete || !language || code.length > LONGEST) return
    let wanted = true
    void import('./highlight').then(({ highlight }) => {
      const node = wanted ? highlight(code, language) : undefined
      if (node !== undefined) setColoured({ code, node })
    })
    return () => {
      wanted = false
    }
  }, [code, language, incomplete])
  return coloured?.code === code ? coloured.node : undefined
}
