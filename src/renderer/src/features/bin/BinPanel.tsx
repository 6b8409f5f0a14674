import type { SettingsView } from '@shared/settings'
import { useSettingsStore } from '@/bridge/settings-store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation, type Translation } from '@/i18n/use-translation'
import { Button } from '@/ui/Button'
import { notifyFailure } from '@/ui/notices'
import { SwitchField } from '@/ui/SwitchField'
import { BinList } from './BinList'
import { CopiesLine } from './CopiesLine'
import { useAsking } from './use-asking'
import { useKeepingFocus } from './use-keeping-focus'
import { useBin, type BinPanelProps, type BinResult, type ShownBin } from './use-bin'
import '@/i18n/later'

/** What is in the bin, and how long yet; how to get it back, or rid of it. */
export function BinPanel(props: BinPanelProps) {
  const { t } = useTranslation()
  const { bin, isWorking, result, remove, empty, restore, restoreAll, handleCopies } = useBin(props)
  const root = useKeepingFocus(isWorking)
  const view = useSettingsStore((state) => state.view)
  return (
    <div ref={root} tabIndex={-1} className="flex flex-col gap-5 focus-visible:outline-none">
      <p className="-mt-3 max-w-measure text-13 text-text-muted">{t('bin.about')}</p>
      {bin && (
        <>
          <Summary bin={bin} isWorking={isWorking} onEmpty={empty} onRestoreAll={restoreAll} />
          <div role="status" className="text-13 empty:hidden">
            {isWorking ? t('bin.working') : result && <ResultLine result={result} />}
          </div>
          {bin.copies.problem !== undefined && (
            <CopiesLine copies={bin.copies} isWorking={isWorking} onHandle={handleCopies} />
          )}
          <BinList bin={bin} isWorking={isWorking} onRestore={restore} onRemove={remove} />
        </>
      )}
      {view && hasBlob(view) && <CopiesSwitch view={view} />}
    </div>
  )
}

function hasBlob({ blobToken, settings }: SettingsView): boolean {
  return blobToken.source !== 'none' || settings.deleteBlobCopies
}

function CopiesSwitch({ view }: { readonly view: SettingsView }) {
  const { t } = useTranslation()
  const change = useSettingsStore((state) => state.change)
  return (
    <SwitchField
      label={t('bin.deleteCopies')}
      hint={t('bin.deleteCopiesHint')}
      checked={view.settings.deleteBlobCopies}
      onChange={(deleteBlobCopies) => void change({ settings: { deleteBlobCopies } }).catch(notifyFailure)}
    />
  )
}

interface SummaryProps {
  readonly bin: ShownBin
  readonly isWorking: boolean
  readonly onEmpty: () => void
  readonly onRestoreAll: () => void
}

function Summary({ bin: { chats, images }, isWorking, onEmpty, onRestoreAll }: SummaryProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const asking = useAsking()
  if (chats.length + images.length === 0) return <p className="text-13 text-text-muted">{t('bin.empty')}</p>
  const bytes = [...chats.map((chat) => chat.bytes), ...images.map(({ attachment }) => attachment.bytes)]
  const amounts = [
    ...(chats.length > 0 ? [t('bin.chats', { count: chats.length })] : []),
    ...(images.length > 0 ? [t('bin.images', { count: images.length })] : []),
  ].join(', ')
  const size = format.bytes(bytes.reduce((sum, each) => sum + each, 0))
  if (asking.isAsking) {
    return (
      <div
        onKeyDown={asking.handleKey}
        className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line p-3"
      >
        <p role="alert" className="grow basis-64 text-13">
          {t('bin.askEmpty', { amounts, size })}
        </p>
        <div className="flex gap-2">
          <Button
            look="danger"
            onClick={() => {
              asking.end()
              onEmpty()
            }}
          >
            {t('bin.deleteForGood')}
          </Button>
          <Button autoFocus onClick={asking.cancel}>
            {t('bin.cancel')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="tabular text-13 font-medium">{t('bin.summary', { amounts, size })}</p>
      <div className="flex flex-wrap gap-2">
        {chats.length + images.length > 1 && (
          <Button disabled={isWorking} onClick={onRestoreAll}>
            {t('bin.restoreAll')}
          </Button>
        )}
        <Button look="danger" autoFocus={asking.wasCanceled} disabled={isWorking} onClick={asking.start}>
          {t('bin.emptyBin')}
        </Button>
      </div>
    </div>
  )
}

function tellRestored(
  { chats, images }: { readonly chats: number; readonly images: number },
  t: Translation['t'],
): string {
  if (images === 0) return t('bin.restoredChats', { count: chats })
  if (chats === 0) return t('bin.restoredImages', { count: images })
  return t('bin.restoredBoth', { chats: t('bin.chats', { count: chats }), images: t('bin.images', { count: images }) })
}

function ResultLine({ result }: { readonly result: BinResult }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (result.kind === 'not-now') return t('bin.notNow')
  if (result.kind === 'later') return t('bin.later')
  if (result.kind === 'restored') return tellRestored(result, t)
  return (
    <>
      {t('bin.freed', { size: format.bytes(result.freed.bytes) })}
      {result.busy > 0 && ` ${t('bin.busy', { count: result.busy })}`}
    </>
  )
}
