import type { ComponentProps } from 'react'
import type { ObjectHash } from '@shared/ids'
import { thumbnailUrl } from '@shared/thumbnails'
import { chooseSize } from './choose-size'
import { noteLoaded } from './wanted'

interface ThumbnailProps extends Omit<ComponentProps<'img'>, 'src' | 'onLoad'> {
  readonly hash: ObjectHash
  /** The longer edge that is shown, in pixels of the page. */
  readonly edge: number
}

/** A stored image, small. Where it has no small copy yet, it is shown itself, and a copy is made. */
export function Thumbnail({ hash, edge, alt, ...rest }: ThumbnailProps) {
  const size = chooseSize(edge)
  return (
    <img
      src={thumbnailUrl(hash, size)}
      alt={alt}
      loading="lazy"
      decoding="async"
      draggable={false}
      onLoad={({ currentTarget }) => noteLoaded(currentTarget, hash, size)}
      {...rest}
    />
  )
}
