import { ArrowLeft, Brush, Crop, Expand, PenLine, RotateCcw, X } from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import type { InputImage } from '@shared/request'
import { describeKeys } from '@shared/shortcuts'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { PLATFORM } from '@/lib/platform'
import { IconButton } from '@/ui/IconButton'
import { checkMaskFile } from '@/images/mask/check-mask-file'
import type { ImageMenu } from '@/images/menu/image-menu'
import { useMaskJudgment } from '@/images/mask/judged-masks'
import { OverlayChip, RoleSelect, type OverlayRole } from './attached-roles'
import { AttachedThumbnail } from './AttachedThumbnail'
import {
  groupInputs,
  keepOutside,
  listGrouped,
  moveGroup,
  setRole,
  takeOriginal,
  type InputGroup,
} from './group-inputs'
import { useReordering } from './use-reordering'
import '@/i18n/later'

/** The edits with a button, named as in an image's menu. */
export type ImageEdits = Pick<ImageMenu, 'crop-image' | 'paint-mask' | 'mark-up' | 'extend-canvas'>

export interface AttachedImagesProps {
  readonly images: readonly InputImage[]
  /** Says which image is being edited, if it's the only one and an answer made it. */
  readonly editing: string | undefined
  /** What they add to the price. */
  readonly added: string | undefined
  /** The result will have a different shape than the first image. */
  readonly hasOtherShape: boolean
  /** Roles of an image for its model other than a reference. */
  readonly overlays: readonly OverlayRole[]
  readonly onChange: (images: readonly InputImage[]) => void
  /** The same images in a new order; focus stays. */
  readonly onReorder: (images: readonly InputImage[]) => void
  /** Returns the edits for an image and its overlay. Absent if there are none. */
  readonly listEdits?: (image: InputImage, overlay: InputImage | undefined) => ImageEdits
  readonly onContextMenu?: (event: MouseEvent, image: InputImage) => void
}

/** The images attached to the next message, above its text, in the order sent to the model. */
export function AttachedImages(props: AttachedImagesProps) {
  const { images, editing, added, hasOtherShape, overlays, onChange, onReorder, listEdits, onContextMenu } = props
  const { t } = useTranslation()
  const groups = groupInputs(images)
  const mask = images.find(({ role }) => role === 'mask')
  const hasRoles = overlays.length > 0 && images.length > 1
  const change = (changed: readonly InputGroup[]): void => onChange(listGrouped(changed))
  const move = (from: number, to: number): void => onReorder(listGrouped(moveGroup(groups, from, to)))
  const [refused, setRefused] = useState<{ readonly images: readonly InputImage[]; readonly reason: string }>()
  const chooseRole = async (image: InputImage, role: 'reference' | OverlayRole): Promise<void> => {
    setRefused(undefined)
    const under = groups.find(({ image: other }) => other !== image)?.image
    const problem = role === 'mask' && under && (await checkMaskFile(image, under))
    if (!problem) return onChange(setRole(images, image, role))
    setRefused({
      images,
      reason: t(`attach.maskFile.${problem}`, {
        number: String(groups.findIndex((group) => group.image === image) + 1),
        size: `${image.width} × ${image.height}`,
        needed: `${under?.width} × ${under?.height}`,
      }),
    })
  }
  const { isUnread } = useMaskJudgment(images)
  const reordering = useReordering(groups.length, move)
  return (
    <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3">
      <ul
        aria-label={t('attach.list')}
        className="scroll-slim -m-2 flex max-h-[30vh] min-w-0 flex-wrap gap-4 p-2 [scrollbar-gutter:auto]"
      >
        {groups.map(({ image, overlay }, index) => (
          <li
            key={image.attachmentId}
            {...reordering.bind(index)}
            onContextMenu={(event) => onContextMenu?.(event, image)}
            className="flex items-center gap-2.5 rounded-md outline-offset-2 outline-accent data-drop-target:outline-2"
          >
            <div
              {...reordering.bindHandle(index)}
              className={classNames('relative flex', groups.length > 1 && 'cursor-grab touch-none')}
            >
              <AttachedThumbnail image={image} overlay={overlay} number={groups.length > 1 ? index + 1 : undefined} />
              {/* An image with a mask must stay first. */}
              {index > 0 && !groups[index - 1]?.overlay && (
                <IconButton
                  icon={ArrowLeft}
                  label={t('attach.earlier')}
                  hint={`${t('attach.earlier')}  ${describeKeys('alt+ArrowLeft', PLATFORM)}`}
                  size="tiny"
                  className={classNames(CORNER, '-bottom-1.5 -left-1.5')}
                  onClick={() => move(index, index - 1)}
                />
              )}
              <IconButton
                icon={X}
                label={t('attach.remove')}
                size="tiny"
                className={classNames(CORNER, '-top-1.5 -right-1.5')}
                onClick={() => change(groups.filter((group) => group.image !== image))}
              />
            </div>
            <div className="flex flex-col items-start justify-center">
              {image.name !== undefined && (
                <span dir="auto" className="max-w-28 truncate pl-1.5 text-12 text-text-muted">
                  @{image.name}
                </span>
              )}
              <div className="flex empty:hidden">
                {!overlay && <EditButtons edits={listEdits?.(image, overlay)} />}
                {image.madeFrom && (
                  <IconButton
                    icon={RotateCcw}
                    label={t('attach.takeOriginal')}
                    size="small"
                    onClick={() => onChange(takeOriginal(images, image))}
                  />
                )}
              </div>
              {!overlay && hasRoles && (
                <RoleSelect value="reference" overlays={overlays} onChoose={(role) => void chooseRole(image, role)} />
              )}
              {overlay && (
                <OverlayChip
                  role={overlay.role === 'markup' ? 'markup' : 'mask'}
                  overlays={hasRoles ? overlays : []}
                  onRole={(role) => onChange(setRole(images, overlay, role))}
                  onEdit={listEdits?.(image, overlay)['paint-mask'] ?? undefined}
                  onRemove={() => change(groups.map((group) => (group.image === image ? { image } : group)))}
                />
              )}
            </div>
          </li>
        ))}
      </ul>
      <div className="flex min-w-0 flex-col text-12 text-text-muted">
        {editing !== undefined && <span className="line-clamp-1 break-all text-text">{editing}</span>}
        {mask && (
          <label className="flex items-center gap-1.5 text-text">
            <input
              type="checkbox"
              checked={mask.keepsOutside === true}
              onChange={({ currentTarget }) => onChange(keepOutside(images, currentTarget.checked))}
              className="accent-accent"
            />
            {t('mask.keepOutside')}
          </label>
        )}
        {mask?.keepsOutside && hasOtherShape && <span>{t('mask.otherShape')}</span>}
        <span role="status" className="empty:hidden">
          {isUnread ? t('attach.readingMask') : ''}
        </span>
        <span role="status" className="text-danger empty:hidden">
          {refused?.images === images ? refused.reason : ''}
        </span>
        {groups.map(
          ({ image }, index) =>
            image.name !== undefined && (
              <span key={image.attachmentId}>{t('references.sentAs', { name: image.name, number: index + 1 })}</span>
            ),
        )}
        {added !== undefined && <span className="tabular">{t('attach.adds', { amount: added })}</span>}
      </div>
    </div>
  )
}

function EditButtons({ edits }: { readonly edits: ImageEdits | undefined }) {
  const { t } = useTranslation()
  const buttons = [
    ['crop-image', Crop, t('crop.title')],
    ['paint-mask', Brush, t('mask.title')],
    ['mark-up', PenLine, t('markup.open')],
    ['extend-canvas', Expand, t('extend.open')],
  ] as const
  return buttons.map(([command, icon, label]) => {
    const act = edits?.[command]
    return act && <IconButton key={command} icon={icon} label={label} size="small" onClick={act} />
  })
}

/** On a corner of the image, legible on any image. */
const CORNER = 'absolute border border-line bg-surface-raised enabled:hover:bg-surface-field'
