import { classNames } from '@/lib/class-names'
import { REVEALED_BY_PICTURE } from '../reveal'
import { PictureActions, type PictureActionsProps } from './PictureActions'

/** The actions of one picture, on its lower edge. */
export function PictureToolbar(props: PictureActionsProps) {
  return (
    <div
      className={classNames(
        REVEALED_BY_PICTURE,
        'absolute right-2 bottom-2 z-10 flex rounded-sm border border-line bg-surface-raised',
      )}
    >
      <PictureActions {...props} />
    </div>
  )
}
