import { Brush, ChevronDown, PenLine, X } from 'lucide-react'
import type { OVERLAY_ROLES } from '@shared/catalogue/inputs'
import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { IconButton } from '@/ui/IconButton'
import '@/i18n/later'

export type OverlayRole = (typeof OVERLAY_ROLES)[number]

interface RoleSelectProps {
  readonly value: 'reference' | OverlayRole
  readonly overlays: readonly OverlayRole[]
  readonly onChoose: (role: 'reference' | OverlayRole) => void
}

/** Chooses the role of an attached image. */
export function RoleSelect({ value, overlays, onChoose }: RoleSelectProps) {
  const { t } = useTranslation()
  // The role may have been chosen for another model and be unknown to this one.
  const known = value === 'reference' || overlays.includes(value) ? overlays : [...overlays, value]
  const roles = ['reference', ...known] as const
  return (
    <span className="relative flex">
      <select
        aria-label={t('attach.role')}
        data-hint={t('attach.roleHint')}
        value={value}
        onChange={({ currentTarget }) => {
          const role = roles[currentTarget.selectedIndex]
          if (role) onChoose(role)
        }}
        className="h-6 appearance-none rounded-sm bg-transparent pr-5 pl-1.5 text-12 text-text-muted hover:bg-hover hover:text-text"
      >
        {roles.map((role) => (
          <option key={role} value={role} className="bg-surface-raised text-text">
            {t(`attach.roles.${role}`)}
          </option>
        ))}
      </select>
      <ChevronDown
        size={12}
        strokeWidth={1.5}
        aria-hidden
        className="pointer-events-none absolute top-1.5 right-1.5 text-text-muted"
      />
    </span>
  )
}

interface OverlayChipProps {
  readonly role: OverlayRole
  /** Other roles it can have for the model. May be empty. */
  readonly overlays: readonly OverlayRole[]
  readonly onRole: (role: 'reference' | OverlayRole) => void
  /** Undefined if it can't be edited. */
  readonly onEdit: (() => void) | undefined
  readonly onRemove: () => void
}

/** The mask or marks of the image next to it: its role and actions. */
export function OverlayChip({ role, overlays, onRole, onEdit, onRemove }: OverlayChipProps) {
  const { t } = useTranslation()
  const isMask = role === 'mask'
  const name = t(isMask ? 'mask.attached' : 'markup.attached')
  const hasRoles = overlays.length > 0
  const Icon = isMask ? Brush : PenLine
  return (
    <span className="flex h-7 items-center rounded-sm border border-line">
      {isMask && onEdit ? (
        <Button
          look="plain"
          size="small"
          aria-label={t('mask.edit')}
          data-hint={t('mask.edit')}
          onClick={onEdit}
          className={hasRoles ? 'h-6 px-1.5' : 'h-6 px-2'}
        >
          <Icon size={14} strokeWidth={1.5} aria-hidden />
          {!hasRoles && name}
        </Button>
      ) : (
        <span className="flex items-center gap-1.5 px-2 text-13">
          <Icon size={14} strokeWidth={1.5} aria-hidden />
          {!hasRoles && name}
        </span>
      )}
      {hasRoles && <RoleSelect value={role} overlays={overlays} onChoose={onRole} />}
      <IconButton icon={X} label={t(isMask ? 'mask.remove' : 'attach.removeMarkup')} size="tiny" onClick={onRemove} />
    </span>
  )
}
