import { useEffect, useState } from 'react'
import { copyRich, copyText } from '@/lib/copy-text'

/** Long enough to notice, short enough to copy again. */
const SHOWN_MS = 1_600

/** Copies text, and reports that for a moment. */
export function useCopied(): readonly [copied: boolean, copy: (text: string, html?: string) => void] {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = window.setTimeout(() => setCopied(false), SHOWN_MS)
    return () => window.clearTimeout(timer)
  }, [copied])
  const copy = (text: string, html?: string): void => {
    void (html === undefined ? copyText(text) : copyRich(text, html)).then(() => setCopied(true))
  }
  return [copied, copy]
}
