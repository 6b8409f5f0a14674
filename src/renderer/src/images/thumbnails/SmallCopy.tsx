import { useEffect, useState } from 'react'
import type { ObjectHash } from '@shared/ids'
import { smallCopyUrl } from '@shared/thumbnails'
import { classNames } from '@/lib/class-names'
import { onMade } from './made'
import { Thumbnail } from './Thumbnail'
import { want } from './wanted'

interface SmallCopyProps {
  readonly hash: ObjectHash
  readonly className: string
}

/** Of its edge, in pixels of the page. */
const EDGE = 24

/**
 * A stored image beside something that shows it already. Its place is empty until it has a small copy, since a second
 * decoding of a new image would hold up the first one. One that can't have a copy is shown itself. Key it by its hash.
 */
export function SmallCopy({ hash, className }: SmallCopyProps) {
  const [state, setState] = useState<'copy' | 'awaited' | 'any' | 'gone'>('copy')
  useEffect(() => {
    if (state !== 'awaited') return
    const stop = onMade((made) => {
      if (made === hash) setState('any')
    })
    want(hash)
    return stop
  }, [state, hash])
  if (state === 'awaited' || state === 'gone')
    return <span aria-hidden className={classNames(className, 'bg-surface-field')} />
  if (state === 'any')
    return <Thumbnail hash={hash} edge={EDGE} alt="" onError={() => setState('gone')} className={className} />
  return (
    <img src={smallCopyUrl(hash)} alt="" draggable={false} onError={() => setState('awaited')} className={className} />
  )
}
