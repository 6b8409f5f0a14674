import type { ReactNode } from 'react'
import type { Dimensions } from '@shared/image-options'

interface ImageFrameProps {
  readonly size: Dimensions
  readonly children: ReactNode
}

/** The background behind an image, as wide as its container. It has the final shape from the first frame. */
export function ImageFrame({ size, children }: ImageFrameProps) {
  return (
    <div
      style={{ aspectRatio: `${size.width} / ${size.height}` }}
      className="group/image @container relative w-full overflow-clip rounded-md bg-surface-field"
    >
      {children}
      <div aria-hidden className="pointer-events-none absolute inset-0 rounded-md border border-line-image" />
    </div>
  )
}

/** A slow shimmer over a frame that is still empty. */
export function Sheen() {
  return (
    <div
      aria-hidden
      className="absolute inset-y-0 left-0 w-1/2 animate-sheen bg-linear-to-r from-transparent via-(--sheen) to-transparent motion-reduce:hidden forced-colors:hidden"
    />
  )
}
