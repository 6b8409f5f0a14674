import { Check, Copy } from 'lucide-react'
import { useTranslation } from '@/i18n/use-translation'
import { IconButton, type IconButtonProps } from './IconButton'
import { useCopied } from './use-copied'

interface CopyButtonProps {
  /** A function is called on click. */
  readonly text: string | (() => string)
  readonly label: string
  readonly size?: IconButtonProps['size']
  readonly className?: string
}

export function CopyButton({ text, label, size, className }: CopyButtonProps) {
  const { t } = useTranslation()
  const [copied, copy] = useCopied()
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={label}
      hint={copied ? t('copy.done') : label}
      size={size}
      className={className}
      onClick={() => copy(typeof text === 'string' ? text : text())}
    />
  )
}
