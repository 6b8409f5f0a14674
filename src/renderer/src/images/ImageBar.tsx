import { Brush, Copy, Download, Pencil, Ellipsis, type LucideIcon } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { formatShortcut } from '@/lib/format-shortcut'
import { Button } from '@/ui/Button'
import { MenuButton } from '@/ui/MenuButton'
import { listMenuItems, type ImageCommand, type ImageMenu } from './menu/image-menu'
import type { ImageActions } from './use-image-actions'

interface ImageBarProps {
  /** Absent if the file is missing: actions that need no file remain. */
  readonly actions?: ImageActions
  /** Absent if it can't be edited. */
  readonly onEdit?: (() => void) | undefined
  /** Absent if no part of it can be selected. */
  readonly onPaintMask?: (() => void) | undefined
  /** All its actions: the menu lists those without buttons. */
  readonly menu: () => ImageMenu
}

/**
 * The actions of one image, on its lower edge: labeled if there is room, icons only in small cells of a grid. Hidden
 * until the image is hovered or one of them has the focus.
 */
export function ImageBar(props: ImageBarProps) {
  return (
    <div className="revealed-by-image absolute right-2 bottom-2 z-10 flex gap-0.5 @max-[140px]:right-1 @max-[140px]:bottom-1 @max-[140px]:gap-0 rounded-sm border border-line bg-surface-raised p-0.5">
      <ImageBarButtons {...props} />
    </div>
  )
}

interface ButtonsProps extends ImageBarProps {
  /** The class that hides the labels if the container has no room for them. */
  readonly labels?: string
}

/** The same buttons without a background. */
export function ImageBarButtons({ actions, onEdit, onPaintMask, menu, labels = WHERE_THERE_IS_ROOM }: ButtonsProps) {
  const { t } = useTranslation()
  return (
    <>
      {actions && (
        <>
          {onEdit && (
            <BarButton
              icon={Pencil}
              name={t('image.edit')}
              label={t('image.editShort')}
              labels={labels}
              onClick={onEdit}
            />
          )}
          {onPaintMask && (
            <BarButton
              icon={Brush}
              name={t('image.mask')}
              label={t('image.maskShort')}
              labels={labels}
              onClick={onPaintMask}
            />
          )}
          <BarButton
            icon={Copy}
            name={t('image.copy')}
            label={t('image.copyShort')}
            labels={labels}
            keys="C"
            onClick={actions.copy}
          />
          <BarButton
            icon={Download}
            name={t('image.save')}
            label={t('image.saveShort')}
            labels={labels}
            keys="S"
            onClick={actions.save}
          />
        </>
      )}
      <MenuButton
        look="plain"
        size="bar"
        label={t('image.more')}
        align="end"
        items={() => listMenuItems(menu(), t, BUTTONS)}
      >
        <Ellipsis size={16} strokeWidth={1.5} aria-hidden />
        <span className={labels}>{t('image.more')}</span>
      </MenuButton>
    </>
  )
}

const BUTTONS: readonly ImageCommand[] = ['edit-image', 'paint-mask', 'copy-image', 'save-image']

/** Five labeled buttons are 370 pixels wide. */
const WHERE_THERE_IS_ROOM = '@max-[420px]:hidden'

interface BarButtonProps {
  readonly icon: LucideIcon
  readonly name: string
  readonly label: string
  readonly labels: string
  /** Pressed with the platform's command key. */
  readonly keys?: string
  readonly onClick: () => void
}

function BarButton({ icon: Icon, name, label, labels, keys, onClick }: BarButtonProps) {
  return (
    <Button
      look="plain"
      size="bar"
      aria-label={name}
      data-hint={keys === undefined ? name : `${name}  ${formatShortcut(keys)}`}
      onClick={onClick}
    >
      <Icon size={16} strokeWidth={1.5} aria-hidden />
      <span className={labels}>{label}</span>
    </Button>
  )
}
