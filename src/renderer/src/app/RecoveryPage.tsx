import { useTranslation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { useCopied } from '@/ui/use-copied'
import '@/i18n/later'

/** Shown when the page can't be rendered. Says first that the user's work is stored elsewhere and safe. */
export function RecoveryPage({ details }: { readonly details: string }) {
  const { t } = useTranslation()
  const [copied, copy] = useCopied()
  return (
    <main role="alert" className="flex h-full flex-col items-center justify-center gap-4 p-8 text-center">
      <h1 className="text-20 font-medium">{t('crash.title')}</h1>
      <p className="max-w-[48ch] text-14 text-text-muted">{t('crash.hint')}</p>
      <div className="flex gap-2">
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('crash.reload')}
        </Button>
        <Button onClick={() => copy(details)}>{t(copied ? 'crash.copied' : 'crash.copy')}</Button>
      </div>
    </main>
  )
}
