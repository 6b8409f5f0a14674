import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { ReactNode } from 'react'
import type { AssistantMessage } from '../model'
import { PrintedAnswer } from './PrintedAnswer'
import { waitForFormulas } from './read-printed'

/** Draws answers one by one, outside of the page, whether they are on screen or not. */
export interface AnswerPress {
  /** What was drawn is there until the next one. */
  draw(message: AssistantMessage): Promise<Element>
  close(): void
}

/** `within`: gives them what they read from around them. */
export function openAnswerPress(within: (children: ReactNode) => ReactNode): AnswerPress {
  const place = document.createElement('div')
  let fail: ((error: unknown) => void) | undefined
  const root = createRoot(place, { onUncaughtError: (error) => fail?.(error) })
  return {
    draw: (message) =>
      new Promise((resolve, reject) => {
        fail = reject
        flushSync(() => root.render(within(<PrintedAnswer key={message.id} message={message} />)))
        void waitForFormulas(place).then(() => resolve(place))
      }),
    close: () => root.unmount(),
  }
}
