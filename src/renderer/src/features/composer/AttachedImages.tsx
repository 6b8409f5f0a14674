import { ArrowLeft, Brush, Crop, Expand, ImageOff, PenLine, RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import type { InputImage } from '@shared/request'
import { describeKeys } from '@shared/shortcuts'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { PLATFORM } from '@/lib/platform'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import { Thumbnail } from '@/images/thumbnails/Thumbnail'
import { checkMaskFile } from '@/images/mask/check-mask-file'
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

type OverlayRole = 'mask' | 'markup'

interface AttachedImagesProps {
  readonly images: readonly InputImage[]
  /** The prompt of the image that is edited, where it is the only one and an answer made it. */
  readonly editing: string | undefined
  /** What they add to the price. */
  readonly added: string | undefined
  /** The answer won't have the shape of the first image. */
  readonly hasOtherShape: boolean
  /** What an image can be for its model, besides a reference. */
  readonly overlays: readonly OverlayRole[]
  readonly onChange: (images: readonly InputImage[]) => void
  /** The same images in another order: the focus stays where it is. */
  readonly onReorder: (images: readonly InputImage[]) => void
  /** Absent where nothing can be painted. */
  readonly onPaintMask?: (image: InputImage, mask: InputImage | undefined) => void
  /** Absent where nothing can be cut. */
  readonly onCrop?: (image: InputImage) => void
  /** Absent where marks can't be sent. */
  readonly onMarkUp?: (image: InputImage) => void
  /** Absent where no model could fill a larger canvas. */
  readonly onExtend?: (image: InputImage) => void
}

/** What goes along with the next message, above its text, in the order in which the model gets it. */
export function AttachedImages(props: AttachedImagesProps) {
  const {
    images,
    editing,
    added,
    hasOtherShape,
    overlays,
    onChange,
    onReorder,
    onPaintMask,
    onCrop,
    onMarkUp,
    onExtend,
  } = props
  const { t } = useTranslation()
  const groups = groupInputs(images)
  const mask = images.find(({ role }) => role === 'mask')
  const named = groups.find(({ image }) => image.name !== undefined)
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
  const reordering = useReordering(groups.length, move)
  return (
    <div className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3">
      <ul aria-label={t('attach.list')} className="flex min-w-0 flex-wrap gap-4">
        {groups.map(({ image, overlay }, index) => (
          <li
            key={image.attachmentId}
            {...reordering.bind(index)}
            className="flex items-center gap-1.5 rounded-md outline-offset-2 outline-accent data-drop-target:outline-2"
          >
            <div
              {...reordering.bindHandle(index)}
              className={classNames('relative flex', groups.length > 1 && 'cursor-grab touch-none')}
            >
              <AttachedThumbnail image={image} overlay={overlay} number={groups.length > 1 ? index + 1 : undefined} />
              {/* An image with a mask stays the first one. */}
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
              {/* A mask wouldn't fit what is cut out; of an animation there would be one frame. */}
              {!overlay && onCrop && image.format !== 'gif' && (
                <IconButton
                  icon={Crop}
                  label={t('crop.title')}
                  size="tiny"
                  className={classNames(CORNER, '-top-1.5 -left-1.5')}
                  onClick={() => onCrop(image)}
                />
              )}
              {!overlay && onPaintMask && (
                <IconButton
                  icon={Brush}
                  label={t('mask.title')}
                  size="tiny"
                  className={classNames(CORNER, '-right-1.5 -bottom-1.5')}
                  onClick={() => onPaintMask(image, undefined)}
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
            {image.name !== undefined && (
              <span dir="auto" className="max-w-28 truncate text-12 text-text-muted">
                @{image.name}
              </span>
            )}
            {!overlay && image.format !== 'gif' && (onMarkUp ?? onExtend) && (
              <div className="flex flex-col">
                {onMarkUp && (
                  <IconButton icon={PenLine} label={t('markup.open')} size="small" onClick={() => onMarkUp(image)} />
                )}
                {onExtend && (
                  <IconButton icon={Expand} label={t('extend.open')} size="small" onClick={() => onExtend(image)} />
                )}
              </div>
            )}
            {image.madeFrom && (
              <IconButton
                icon={RotateCcw}
                label={t('attach.takeOriginal')}
                size="small"
                onClick={() => onChange(takeOriginal(images, image))}
              />
            )}
            {!overlay && hasRoles && (
              <RoleSelect value="reference" overlays={overlays} onChoose={(role) => void chooseRole(image, role)} />
            )}
            {overlay && hasRoles && (
              <RoleSelect
                value={overlay.role === 'markup' ? 'markup' : 'mask'}
                overlays={overlays}
                onChoose={(role) => onChange(setRole(images, overlay, role))}
              />
            )}
            {overlay && (
              <OverlayChip
                isMask={overlay.role === 'mask'}
                isNamed={hasRoles}
                onEdit={onPaintMask && (() => onPaintMask(image, overlay))}
                onRemove={() => change(groups.map((group) => (group.image === image ? { image } : group)))}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="flex min-w-0 flex-col text-12 text-text-muted">
        {editing !== undefined && (
          <span className="line-clamp-1 break-all text-text">{t('attach.editing', { prompt: editing })}</span>
        )}
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
        <span role="status" className="text-danger empty:hidden">
          {refused?.images === images ? refused.reason : ''}
        </span>
        {named && <span>{t('references.sentAs', { name: named.image.name, number: groups.indexOf(named) + 1 })}</span>}
        {added !== undefined && <span className="tabular">{t('attach.adds', { amount: added })}</span>}
      </div>
    </div>
  )
}

interface RoleSelectProps {
  readonly value: 'reference' | OverlayRole
  readonly overlays: readonly OverlayRole[]
  readonly onChoose: (role: 'reference' | OverlayRole) => void
}

/** What an attached image is for. */
function RoleSelect({ value, overlays, onChoose }: RoleSelectProps) {
  const { t } = useTranslation()
  // One that this model doesn't know was chosen for another.
  const known = value === 'reference' || overlays.includes(value) ? overlays : [...overlays, value]
  const roles = ['reference', ...known] as const
  return (
    <select
      aria-label={t('attach.role')}
      value={value}
      onChange={({ currentTarget }) => {
        const role = roles[currentTarget.selectedIndex]
        if (role) onChoose(role)
      }}
      className="h-7 rounded-sm bg-transparent px-1 text-12 text-text-muted hover:bg-hover hover:text-text"
    >
      {roles.map((role) => (
        <option key={role} value={role} className="bg-surface-raised text-text">
          {t(`attach.roles.${role}`)}
        </option>
      ))}
    </select>
  )
}

interface OverlayChipProps {
  readonly isMask: boolean
  /** Its role is beside it already. */
  readonly isNamed: boolean
  readonly onEdit: (() => void) | undefined
  readonly onRemove: () => void
}

/** The mask or the marks of the image beside it. */
function OverlayChip({ isMask, isNamed, onEdit, onRemove }: OverlayChipProps) {
  const { t } = useTranslation()
  return (
    <span className={classNames('flex items-center rounded-sm', (isMask || !isNamed) && 'border border-line')}>
      {isMask ? (
        <Button
          look="plain"
          size="small"
          aria-label={t('mask.edit')}
          data-hint={t('mask.edit')}
          disabled={!onEdit}
          onClick={onEdit}
        >
          <Brush size={14} strokeWidth={1.5} aria-hidden />
          {t('mask.attached')}
        </Button>
      ) : (
        !isNamed && (
          <span className="flex items-center gap-1.5 pl-2 text-13">
            <PenLine size={14} strokeWidth={1.5} aria-hidden />
            {t('markup.attached')}
          </span>
        )
      )}
      <IconButton icon={X} label={t(isMask ? 'mask.remove' : 'attach.removeMarkup')} size="small" onClick={onRemove} />
    </span>
  )
}

/** On the corner of an image, whatever the image shows below it. */
const CORNER = 'absolute border border-line bg-surface-raised enabled:hover:bg-surface-field'

interface AttachedThumbnailProps {
  readonly image: InputImage
  readonly overlay: InputImage | undefined
  readonly number: number | undefined
}

function AttachedThumbnail({ image, overlay, number }: AttachedThumbnailProps) {
  const { t } = useTranslation()
  const [missing, setMissing] = useState(false)
  const name = t('answer.attachedImage', { number: number ?? 1 })
  return (
    <>
      {missing ? (
        <span
          role="img"
          aria-label={`${name}. ${t('image.missing')}`}
          title={t('image.missing')}
          className="flex size-14 items-center justify-center rounded-md border border-line text-text-muted"
        >
          <ImageOff size={20} strokeWidth={1.5} aria-hidden />
        </span>
      ) : (
        <Thumbnail
          hash={image.hash}
          edge={56}
          alt={name}
          onError={() => setMissing(true)}
          className="size-14 rounded-md border border-line bg-surface object-cover"
        />
      )}
      {/* Black where nothing is to change: what stays is dimmed. */}
      {overlay && !missing && (
        <Thumbnail
          hash={overlay.hash}
          edge={56}
          alt=""
          className="pointer-events-none absolute inset-0 size-14 rounded-md object-cover opacity-65"
        />
      )}
      {number !== undefined && (
        <span
          aria-hidden
          className="tabular absolute bottom-1 left-1/2 flex -translate-x-1/2 h-4 min-w-4 items-center justify-center rounded-sm border border-line bg-surface-raised px-1 text-12"
        >
          {number}
        </span>
      )}
    </>
  )
}
