import { X } from 'lucide-react'
import { IconButton } from './IconButton'

interface DialogHeaderProps {
  readonly title: string
  readonly closeLabel: string
  readonly onClose: () => void
}

/** The first line of a dialog's panel: its title and the close button. */
export function DialogHeader({ title, closeLabel, onClose }: DialogHeaderProps) {
  return (
    <header className="flex h-14 shrink-0 items-center justify-between pr-3 pl-6">
      <h2 className="min-w-0 truncate text-16 font-semibold">{title}</h2>
      <IconButton icon={X} label={closeLabel} hint="" onClick={onClose} />
    </header>
  )
}
