import { useEffect, useRef, useState } from 'react'
import type { ChatSettings } from '@shared/text-settings'

/** Longer than the gap between two keystrokes: each change is written to two places. */
const PAUSE_MS = 300

/** The settings on screen, updated immediately; `keep` gets them after a pause, and when the dialog closes. */
export function useKeptSettings(
  settings: ChatSettings | undefined,
  keep: (settings: ChatSettings) => void,
): readonly [ChatSettings, (settings: ChatSettings) => void] {
  const [draft, setDraft] = useState<ChatSettings>(settings ?? {})
  const waiting = useRef<ChatSettings>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const keeper = useRef(keep)
  useEffect(() => {
    keeper.current = keep
  })

  const flush = useRef(() => {
    clearTimeout(timer.current)
    if (waiting.current) keeper.current(waiting.current)
    waiting.current = undefined
  })
  useEffect(() => {
    const hide = flush.current
    window.addEventListener('pagehide', hide)
    return () => {
      window.removeEventListener('pagehide', hide)
      hide()
    }
  }, [])

  const change = (next: ChatSettings): void => {
    setDraft(next)
    waiting.current = next
    clearTimeout(timer.current)
    timer.current = setTimeout(flush.current, PAUSE_MS)
  }
  return [draft, change]
}
