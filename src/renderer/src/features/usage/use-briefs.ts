import { useEffect, useRef, useState } from 'react'
import type { ChatId, ObjectHash, RunId } from '@shared/ids'

/** What the chats know about an answer. */
export interface Brief {
  readonly chatId: ChatId
  readonly prompt: string
  readonly image?: ObjectHash
}

/** Looks up answers. Skips those that no longer exist. */
export type BriefsOf = (ids: readonly RunId[]) => Promise<ReadonlyMap<RunId, Brief>>

/** Null: no longer in any chat. Absent: not looked up yet. */
export type Briefs = ReadonlyMap<RunId, Brief | null>

/** What is known of the answers in view. Each is looked up once. */
export function useBriefs(ids: readonly RunId[], readBriefs: BriefsOf): Briefs {
  const [known, setKnown] = useState<Briefs>(() => new Map())
  const asked = useRef(new Set<RunId>())
  useEffect(() => {
    const wanted = ids.filter((id) => !asked.current.has(id))
    if (wanted.length === 0) return
    for (const id of wanted) asked.current.add(id)
    readBriefs(wanted).then(
      (found) =>
        setKnown((before) => {
          const next = new Map(before)
          for (const id of wanted) next.set(id, found.get(id) ?? null)
          return next
        }),
      // The chats can't be read now. The figures appear without their prompts, and scrolling tries again.
      () => wanted.forEach((id) => asked.current.delete(id)),
    )
  }, [ids, readBriefs])
  return known
}
