import { ImageOff } from 'lucide-react'
import { useEffect, useState, type ComponentProps } from 'react'
import type { ObjectHash } from '@shared/ids'
import { thumbnailUrl } from '@shared/thumbnails'
import { classNames } from '@/lib/class-names'
import { chooseSize } from './choose-size'
import { onMade } from './made'
import { noteLoaded } from './wanted'

interface ThumbnailProps extends Omit<ComponentProps<'img'>, 'src' | 'onLoad'> {
  readonly hash: ObjectHash
  /** The longer edge as shown, in CSS pixels. */
  readonly edge: number
}

/**
 * Shows a small copy of a stored image. If there is none yet, shows the image itself and requests a copy. If the file is
 * missing, calls `onError`, or else shows an icon until the file is back.
 */
export function Thumbnail({ hash, edge, alt, onError, className, ...rest }: ThumbnailProps) {
  const [missing, setMissing] = useState<ObjectHash>()
  useEffect(() => {
    if (missing === undefined) return
    return onMade((made) => {
      if (made === missing) setMissing(undefined)
    })
  }, [missing])
  const size = chooseSize(edge)
  if (missing === hash) {
    return (
      <span
        {...(alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': true })}
        className={classNames('flex items-center justify-center text-text-muted', className)}
      >
        <ImageOff size={Math.min(20, edge / 2)} strokeWidth={1.5} aria-hidden />
      </span>
    )
  }
  return (
    <img
      src={thumbnailUrl(hash, size)}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      onLoad={({ currentTarget }) => noteLoaded(currentTarget, hash, size)}
      onError={onError ?? (() => setMissing(hash))}
      className={className}
      {...rest}
    />
  )
}
