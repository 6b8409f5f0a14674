import { ArrowUpRight, Eye, EyeOff } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ClipboardEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { cleanKey, type CleanedKey } from '@shared/clean-key'
import type { SecretStatus } from '@shared/connections'
import { useClient } from '@/bridge/use-client'
import { classNames } from '@/lib/class-names'
import { Button } from '@/ui/Button'
import { CONTROL } from '@/ui/control-style'
import { IconButton } from '@/ui/IconButton'
import { notifyFailure } from '@/ui/notices'
import { isRemovable, type SecretInput } from './settings-form'

interface SecretFieldProps {
  readonly label: string
  readonly removeLabel: string
  readonly status: SecretStatus
  readonly value: SecretInput
  /** Settings were opened for this field, so it takes focus, ready for pasting. */
  readonly isWanted?: boolean
  /** Where to get a key. */
  readonly link?: { readonly label: string; readonly address: string }
  readonly onChange: (value: SecretInput) => void
  /** A whole key was pasted and looks valid. */
  readonly onPasted?: (key: string) => void
}

/**
 * A key is typed here and never read back; the line below shows where the current one comes from. Text pasted along
 * with a key (quotes, a variable's name, invisible characters) is removed, and the line says so.
 */
export function SecretField({ label, removeLabel, status, value, isWanted, link, onChange, ...on }: SecretFieldProps) {
  const { t } = useTranslation()
  const [isVisible, setVisible] = useState(false)
  const id = useId()
  const statusId = useId()
  const box = useRef<HTMLInputElement>(null)
  const cleaned = cleanKey(value.text)
  const isWrong = value.text.trim() !== '' && 'problem' in cleaned
  useEffect(() => {
    if (isWanted) box.current?.focus()
  }, [isWanted])

  const take = (text: string): void => {
    // While it's typed letter by letter, it isn't cleaned: a quote may still be closed.
    const isWhole = text.length > value.text.length + 1
    if (!isWhole) return onChange({ text, remove: value.remove })
    const whole = cleanKey(text)
    onChange(takeCleaned(whole, text, value))
    if ('key' in whole) on.onPasted?.(whole.key)
  }
  /** Chromium would turn line breaks into spaces, and a wrapped key would look like several words. */
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const { selectionStart, selectionEnd } = event.currentTarget
    const isReplaced = (selectionEnd ?? 0) - (selectionStart ?? 0) === value.text.length
    const text = event.clipboardData.getData('text/plain')
    if (!isReplaced || !/[\r\n]/.test(text) || 'problem' in cleanKey(text)) return
    event.preventDefault()
    take(text)
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-13 font-medium">
          {label}
        </label>
        {link && <GetOne {...link} />}
      </div>
      <div className="flex items-center gap-2">
        <div className="relative grow">
          <input
            ref={box}
            id={id}
            type={isVisible ? 'text' : 'password'}
            aria-describedby={statusId}
            aria-invalid={isWrong || undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder={t(
              status.source === 'none' ? 'settings.secret.placeholderEmpty' : 'settings.secret.placeholderSet',
            )}
            value={value.text}
            onChange={(event) => take(event.target.value)}
            onPaste={paste}
            onBlur={() => value.text !== '' && onChange(takeCleaned(cleaned, value.text, value))}
            className={classNames(CONTROL, 'pr-9', value.text !== '' && 'font-mono')}
          />
          {value.text !== '' && (
            <IconButton
              icon={isVisible ? EyeOff : Eye}
              label={t(isVisible ? 'settings.secret.hide' : 'settings.secret.show')}
              size="small"
              className="absolute top-0.5 right-0.5"
              onClick={() => setVisible(!isVisible)}
            />
          )}
        </div>
        {isRemovable(status) && (
          <Button
            look={value.remove ? 'outline' : 'danger'}
            onClick={() => onChange({ ...value, remove: !value.remove })}
          >
            {value.remove ? t('settings.secret.keep') : removeLabel}
          </Button>
        )}
      </div>
      <p
        id={statusId}
        className={classNames('text-12 wrap-anywhere empty:hidden', isWrong ? 'text-danger' : 'text-text-muted')}
      >
        <SecretSentence status={status} value={value} cleaned={cleaned} />
      </p>
    </div>
  )
}

/** Returns the cleaned key; if it can't be a key, returns the text as is, so the user sees what is wrong. */
function takeCleaned(cleaned: CleanedKey, text: string, { remove, removed = [] }: SecretInput): SecretInput {
  if ('problem' in cleaned) return { text, remove, removed }
  return { text: cleaned.key, remove, removed: [...new Set([...removed, ...cleaned.removed])] }
}

function GetOne({ label, address }: { readonly label: string; readonly address: string }) {
  const client = useClient()
  return (
    <a
      href={address}
      className="inline-flex items-center gap-0.5 rounded-sm text-12 text-accent underline-offset-2 hover:underline"
      onClick={(event) => {
        event.preventDefault()
        void client.request('links.open', address).catch(notifyFailure)
      }}
      onAuxClick={(event) => event.preventDefault()}
      draggable={false}
    >
      {label}
      <ArrowUpRight size={14} strokeWidth={1.5} aria-hidden />
    </a>
  )
}

interface SecretSentenceProps extends Pick<SecretFieldProps, 'status' | 'value'> {
  readonly cleaned: CleanedKey
}

function SecretSentence({ status, value, cleaned }: SecretSentenceProps) {
  const { t, i18n } = useTranslation()
  if (value.text.trim() !== '') {
    if ('problem' in cleaned) {
      return t(`settings.secret.problem.${cleaned.problem}`, { character: cleaned.character ?? '' })
    }
    const { removed = [] } = value
    if (removed.length > 0) {
      const what = removed.map((one) => t(`settings.secret.part.${one}`))
      return t('settings.secret.cleaned', { what: new Intl.ListFormat(i18n.language).format(what) })
    }
    return status.source === 'none' ? null : t('settings.secret.willReplace')
  }
  if (value.remove) return t('settings.secret.willRemove')
  switch (status.source) {
    case 'environment':
      return t('settings.secret.environment', { variable: status.variable })
    case 'withheld':
      return t('settings.secret.withheld', { savedFor: status.savedFor })
    case 'unusable':
      return status.variable
        ? t('settings.secret.unusableVariable', { variable: status.variable })
        : t('settings.secret.unusable')
    case 'none':
      // The empty field is enough.
      return null
    case 'saved':
    case 'session':
    case 'unreadable':
      return t(`settings.secret.${status.source}`)
  }
}
