/** What an answer shows, from top to bottom. Pure. */
import type { AnswerPart, WebSourcesPart } from '@shared/answer'
import { collectParts } from '../answer-content'
import type { AssistantMessage } from '../model'

export type Segment =
  | {
      readonly type: 'text' | 'reasoning'
      /** Stays the same while the answer grows and when it's done. */
      readonly key: string
      readonly text: string
    }
  /** Consecutive images share a view. `first`: the position of the first one among all images, from 0. */
  | { readonly type: 'images'; readonly key: string; readonly first: number; readonly count: number }
  | { readonly type: 'sources'; readonly key: string; readonly part: WebSourcesPart }

/** While an image answer is in progress, the requested images are placed below the text. */
export function listSegments(message: AssistantMessage): readonly Segment[] {
  if (message.status !== 'streaming') return arrangeParts(message.parts)
  const segments = arrangeParts(collectParts(message))
  // A text model makes images only if it decides to: there is a place once a preview exists.
  if (message.kind === 'text' && !message.preview) return segments
  return [...segments, { type: 'images', key: 'images-0', first: 0, count: message.options?.count ?? 1 }]
}

function arrangeParts(parts: readonly AnswerPart[]): readonly Segment[] {
  const segments: Segment[] = []
  let images = 0
  for (const part of parts) {
    const last = segments.at(-1)
    if (part.type === 'image') {
      if (last?.type === 'images') segments[segments.length - 1] = { ...last, count: last.count + 1 }
      else segments.push({ type: 'images', key: createKey(segments, 'images'), first: images, count: 1 })
      images += 1
    } else if (part.type === 'sources') {
      segments.push({ type: part.type, key: createKey(segments, part.type), part })
    } else if (part.text !== '') {
      segments.push({ type: part.type, key: createKey(segments, part.type), text: part.text })
    }
  }
  return segments
}

function createKey(segments: readonly Segment[], type: Segment['type']): string {
  return `${type}-${segments.filter((segment) => segment.type === type).length}`
}
