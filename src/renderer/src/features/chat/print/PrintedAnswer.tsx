import { Markdown } from '../answer/Markdown'
import { AnswerFacts } from '../answer/AnswerFacts'
import { listSegments } from '../answer/segments'
import type { AssistantMessage } from '../model'

/** The texts of an answer and its caption, as they are on screen, to be read by `read-printed.ts`. */
export function PrintedAnswer({ message }: { readonly message: AssistantMessage }) {
  return (
    <>
      {listSegments(message).map(
        ({ key, ...segment }) =>
          segment.type === 'text' && (
            <div key={key} data-printed={key}>
              <Markdown text={segment.text} streaming={false} />
            </div>
          ),
      )}
      <AnswerFacts message={message} />
    </>
  )
}
