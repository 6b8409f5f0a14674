import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { ReactNode } from 'react'
import type { AssistantMessage } from '../model'
import { PrintedAnswer } from './PrintedAnswer'
import { waitForFormulas } from './read-printed'

/** Renders answers one by one outside the page, whether or not they are on screen. */
export interface AnswerPress {
  /** The result is valid until the next call. */
  draw(message: AssistantMessage): Promise<Element>
  close(): void
}

/** `within`: provides the contexts that they need. */
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
