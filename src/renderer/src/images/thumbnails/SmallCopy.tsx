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

/** The edge, in CSS pixels. */
const EDGE = 24

/**
 * A stored image next to something that already shows it. Empty until it has a small copy, since decoding a new image
 * again would delay the first decoding. If it can't have a copy, the image itself is shown. Use the hash as `key`.
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
