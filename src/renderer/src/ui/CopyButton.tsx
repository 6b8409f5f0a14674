import { Check, Copy } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton, type IconButtonProps } from './IconButton'
import { useCopied } from './use-copied'

interface CopyButtonProps {
  /** Read when clicked. */
  readonly text: string | (() => string)
  readonly label: string
  readonly size?: IconButtonProps['size']
  readonly hintAlign?: IconButtonProps['hintAlign']
  readonly className?: string
}

export function CopyButton({ text, label, size, hintAlign, className }: CopyButtonProps) {
  const { t } = useTranslation()
  const [copied, copy] = useCopied()
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={label}
      hint={copied ? t('copy.done') : label}
      data-hint-now={copied || undefined}
      size={size}
      {...(hintAlign && { hintAlign })}
      className={className}
      onClick={() => copy(typeof text === 'string' ? text : text())}
    />
  )
}
