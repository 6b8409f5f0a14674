import { Fragment, useEffect, useState, useSyncExternalStore } from 'react'
import type { MessageId } from '@shared/ids'
import { findRow } from '../../shown'
import { useChatStore, useChatStoreApi } from '../../use-chat-store'
import { getHeights } from './heights'
import type { ListProps } from './list-props'
import { MessageItem } from './MessageItem'
import { MountedRange } from './mounted-range'
import { useCopying } from './use-copying'
import { useEnds } from './use-ends'
import { useFollowingAnswers } from './use-following-answers'
import { useKeepingPlace } from './use-keeping-place'
import { useKept } from './use-kept'
import { useSought } from './use-sought'
import '@/i18n/later'

/**
 * The messages of the open chat. Only those near the view are in the page; gaps have the height of the others between.
 * Why they are in the normal flow, and what keeps the scroll position: docs/decisions/0031-a-list-in-the-flow.md.
 */
export function MessageList(props: ListProps) {
  const store = useChatStoreApi()
  const soughtId = useChatStore((state) => state.soughtId)
  const [mounted] = useState(() => {
    const { openChatId, place } = store.getState()
    return new MountedRange({ ...props, store, heights: getHeights(openChatId) }, soughtId ?? place?.messageId)
  })
  const { ids, range, tops } = useSyncExternalStore(mounted.subscribe, mounted.read)
  const kept = useKept(props)
  useEffect(() => mounted.start(), [mounted])
  useEffect(() => mounted.schedule(), [ids, mounted])
  useFollowingAnswers(ids, props)
  useKeepingPlace(ids, props)
  useSought(soughtId, props)
  useEnds(props)
  useCopying(ids, props)

  const shown = new Set<number>()
  for (let index = range.first; index <= range.last; index += 1) shown.add(index)
  // The last question and its answer are always mounted, because most changes happen there.
  for (const id of [...kept, soughtId, ...ids.slice(-2)]) {
    const index = id === undefined ? -1 : ids.indexOf(findRow(store.getState(), id))
    if (index >= 0) shown.add(index)
  }
  const indexes = [...shown].toSorted((one, other) => one - other)
  return indexes.map((index, order) => {
    const from = order === 0 ? 0 : (indexes[order - 1] ?? 0) + 1
    const id = ids[index] as MessageId
    return (
      <Fragment key={id}>
        {from < index && <Gap first={from} last={index - 1} height={(tops[index] ?? 0) - (tops[from] ?? 0)} />}
        <MessageItem id={id} position={index + 1} count={ids.length} measure={mounted.measure} />
      </Fragment>
    )
  })
}

interface GapProps {
  /** The positions of the messages that it replaces. */
  readonly first: number
  readonly last: number
  readonly height: number
}

function Gap({ first, last, height }: GapProps) {
  return <div aria-hidden data-gap={`${first}-${last}`} style={{ height }} className="[overflow-anchor:none]" />
}
