import { useMemo, useState } from 'react'
import type { SettingsView } from '@shared/settings'
import { useSettingsStore } from '@/bridge/settings-store'
import { useFormat } from '@/i18n/use-format'
import { useTranslation, type Translation } from '@/i18n/use-translation'
import { lazyPart } from '@/ui/lazy-part'
import { notifyFailure } from '@/ui/notices'
import { SwitchField } from '@/ui/SwitchField'
import { ChosenBar, WholeBar } from './BinBar'
import { BinList } from './BinList'
import { CopiesLine } from './CopiesLine'
import { listEntries, toChoice } from './entries'
import { useAsking } from './use-asking'
import { useBin, type BinPanelProps, type BinResult } from './use-bin'
import { useChoosing } from './use-choosing'
import { useKeepingFocus } from './use-keeping-focus'
import '@/i18n/later'

const BinView = lazyPart(() => import('./BinView').then((module) => module.BinView))

/** Lists what is in the bin and for how long, with ways to view, restore and delete it. */
export function BinPanel(props: BinPanelProps) {
  const { t } = useTranslation()
  const { bin, isWorking, result, remove, empty, restore, restoreAll, handleCopies } = useBin(props)
  const entries = useMemo(() => (bin ? listEntries(bin) : []), [bin])
  const root = useKeepingFocus(isWorking)
  const asking = useAsking()
  const { chosen, choose, clear } = useChoosing({ entries, root, isShown: props.isShown, onDelete: asking.start })
  const [opened, setOpened] = useState<string>()
  const view = useSettingsStore((state) => state.view)
  return (
    <>
      <div ref={root} tabIndex={-1} className="flex flex-col gap-5 focus-visible:outline-none">
        <p className="-mt-3 max-w-measure text-13 text-text-muted">{t('bin.about')}</p>
        {bin && (
          <>
            {chosen.length > 0 ? (
              <ChosenBar
                chosen={chosen}
                asking={asking}
                isWorking={isWorking}
                onDelete={() => remove(toChoice(chosen))}
                onRestore={() => restore(toChoice(chosen))}
                onClear={clear}
              />
            ) : (
              <WholeBar entries={entries} isWorking={isWorking} onEmpty={empty} onRestoreAll={restoreAll} />
            )}
            <div role="status" className="text-13 empty:hidden">
              {isWorking ? t('bin.working') : result && <ResultLine result={result} />}
            </div>
            {bin.copies.problem !== undefined && (
              <CopiesLine copies={bin.copies} isWorking={isWorking} onHandle={handleCopies} />
            )}
            <BinList
              bin={bin}
              entries={entries}
              chosen={chosen}
              isWorking={isWorking}
              onChoose={(key, how) => {
                // A question about other entries must not stay open for these.
                asking.end()
                choose(key, how)
              }}
              onOpen={({ key }) => setOpened(key)}
              onRestore={(entry) => restore(toChoice([entry]))}
              onRemove={(entry) => remove(toChoice([entry]))}
            />
          </>
        )}
        {view && hasBlob(view) && <CopiesSwitch view={view} />}
      </div>
      {bin && opened !== undefined && (
        // In a dialog, Tab wraps around and doesn't leave for the rest of Settings.
        <div className="contents" onKeyDown={(event) => event.key === 'Tab' && event.stopPropagation()}>
          <BinView.Component
            bin={bin}
            entries={entries}
            opened={opened}
            data={props.data}
            isWorking={isWorking}
            onOpen={setOpened}
            onRestore={(entry) => restore(toChoice([entry]))}
            onRemove={(entry) => remove(toChoice([entry]))}
          />
        </div>
      )}
    </>
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
