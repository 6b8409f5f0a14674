import { WrapText } from 'lucide-react'
import { isValidElement, memo, useEffect, useState, type ComponentProps, type ReactNode } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { useIsCodeFenceIncomplete } from 'streamdown'
import { CopyButton } from '@/ui/CopyButton'
import { IconButton } from '@/ui/IconButton'

/** Inline code, or the body of a fence: the renderer marks the latter. */
export function CodeElement({
  className,
  children,
  ...props
}: ComponentProps<'code'> & { readonly 'data-block'?: string }) {
  if (!('data-block' in props)) return <code>{children}</code>
  return <CodeBlock code={readText(children)} language={/language-(\S+)/.exec(className ?? '')?.[1]} />
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
  return (
    <div className="prose-code">
      <div className="prose-code-head">
        <span>{language ?? ''}</span>
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
      <pre tabIndex={0} className={isWrapped ? 'wrap-anywhere whitespace-pre-wrap' : undefined}>
        <code>{coloured ?? code}</code>
      </pre>
    </div>
  )
})

/** From here on a line may be wider than the column in a narrow window. Characters. */
const LONG_LINE = /^.{50}/m

/** Longer code is shown in one color: finding its structure would take longer than a frame. */
const LONGEST = 40_000

/** Colors arrive when the fence is closed and the highlighter has been loaded; until then the code is just text. */
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
