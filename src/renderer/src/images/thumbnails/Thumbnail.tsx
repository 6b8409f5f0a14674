import type { ComponentProps } from 'react'
import type { ObjectHash } from '@shared/ids'
import { thumbnailUrl } from '@shared/thumbnails'
import { chooseSize } from './choose-size'
import { noteLoaded } from './wanted'

interface ThumbnailProps extends Omit<ComponentProps<'img'>, 'src' | 'onLoad'> {
  readonly hash: ObjectHash
  /** The longer edge as shown, in CSS pixels. */
  readonly edge: number
}

/** Shows a small copy of a stored image. If there is none yet, shows the image itself and requests a copy. */
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
