import { useRef, useState, type ReactNode } from 'react'
import type { ModelId } from '@shared/catalogue'
import { useTranslation } from '@/i18n/use-translation'
import type { Settings, SettingsView } from '@shared/settings'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import { notify } from '@/ui/notices'
import { describeRefusal } from './describe-refusal'
import { findChange, fillForm, isSound, type SettingsForm } from './settings-form'
import { SAVED_SECTIONS, SETTINGS_SECTIONS, type SettingsSectionName } from '@/lib/settings-sections'
import { BudgetSection } from './sections/BudgetSection'
import { DeletionSection } from './sections/DeletionSection'
import { FilesSection } from './sections/FilesSection'
import { GeneralSection } from './sections/GeneralSection'
import { LibrarySection } from './sections/LibrarySection'
import { ImagesSection } from './sections/ImagesSection'
import { PricesSection } from './sections/PricesSection'
import { ProvidersSection } from './sections/ProvidersSection'
import { StorageSection } from './sections/StorageSection'
import { pageId, SettingsPages } from './SettingsPages'
import { useSettingsStore } from '@/bridge/settings-store'
import { findEdge, focusLast } from './tab-order'
import type { CopiesOf } from './verify-images'
import '@/i18n/later'

interface SettingsDialogProps {
  /** The page to open; the first if absent. */
  readonly section: SettingsSectionName | undefined
  /** The model that Settings were opened for. Its connection is shown. */
  readonly model: ModelId | undefined
  readonly findCopies: CopiesOf
  /** The panel that exports and imports everything. */
  readonly library: ReactNode
  /** The panel that deletes everything. */
  readonly deletion: ReactNode
  /** The page of the bin. `isShown`: it's on screen. */
  readonly renderBin: (isShown: boolean) => ReactNode
  readonly onClose: () => void
}

export function SettingsDialog(props: SettingsDialogProps) {
  const view = useSettingsStore((state) => state.view)
  return view ? <OpenDialog view={view} {...props} /> : null
}

type Phase = { readonly kind: 'editing' | 'asking' | 'saving' } | { readonly kind: 'failed'; readonly error: unknown }

function OpenDialog({
  view,
  section,
  model,
  findCopies,
  library,
  deletion,
  renderBin,
  onClose,
}: SettingsDialogProps & { readonly view: SettingsView }) {
  const { t } = useTranslation()
  const save = useSettingsStore((state) => state.change)
  const [form, setForm] = useState<SettingsForm>(() => fillForm(view))
  const [phase, setPhase] = useState<Phase>({ kind: 'editing' })
  const [page, setPage] = useState<SettingsSectionName>(section ?? SETTINGS_SECTIONS[0])
  const footer = useRef<HTMLElement>(null)
  const change = findChange(form, view)
  const isUnsaved = change !== undefined || !isSound(form, view)
  const edit = (part: Partial<SettingsForm>): void => {
    setForm({ ...form, ...part })
    setPhase({ kind: 'editing' })
  }
  const fail = (error: unknown): void => setPhase({ kind: 'failed', error })
  const set = (settings: Partial<Settings>): void => {
    setPhase({ kind: 'editing' })
    save({ settings }).catch(fail)
  }
  const parts = { view, form, onChange: edit, onSet: set }
  const dismiss = (): void => {
    if (isUnsaved) setPhase({ kind: 'asking' })
    else onClose()
  }
  const submit = (): void => {
    if (!change || !isSound(form, view) || phase.kind === 'saving') return
    setPhase({ kind: 'saving' })
    save(change).then(() => {
      notify({ text: t('settings.saved') })
      onClose()
    }, fail)
  }
  return (
    <Dialog
      label={t('settings.title')}
      onDismiss={dismiss}
      className="flex h-[min(640px,calc(100vh-48px))] w-[760px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <form
        className="flex min-h-0 grow flex-col"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <DialogHeader title={t('settings.title')} closeLabel={t('settings.close')} onClose={dismiss} />
        <SettingsPages
          current={page}
          onTurn={setPage}
          footer={footer}
          pages={{
            providers: <ProvidersSection {...parts} isWanted={section === 'providers'} model={model} />,
            general: <GeneralSection view={view} onSet={set} />,
            images: <ImagesSection view={view} onSet={set} />,
            budget: <BudgetSection {...parts} isWanted={section === 'budget'} />,
            prices: <PricesSection view={view} form={form} onChange={edit} />,
            storage: (
              <>
                <FilesSection findCopies={findCopies} />
                <LibrarySection>{library}</LibrarySection>
                <StorageSection {...parts} />
                <DeletionSection>{deletion}</DeletionSection>
              </>
            ),
            bin: renderBin(page === 'bin'),
          }}
        />
        {(SAVED_SECTIONS.includes(page) || isUnsaved || phase.kind === 'failed') && (
          <footer
            ref={footer}
            onKeyDown={(event) => {
              const isBack = event.key === 'Tab' && event.shiftKey && findEdge(footer.current, event.target) !== 'last'
              if (isBack && focusLast(document.getElementById(pageId(page)))) event.preventDefault()
            }}
            className="flex min-h-14 shrink-0 items-center justify-end gap-2 border-t border-line px-6 py-3"
          >
            <FooterText phase={phase} />
            {phase.kind === 'asking' ? (
              <>
                <Button look="danger" onClick={onClose}>
                  {t('settings.unsaved.discard')}
                </Button>
                <Button autoFocus onClick={() => setPhase({ kind: 'editing' })}>
                  {t('settings.unsaved.keep')}
                </Button>
              </>
            ) : (
              <Button
                look="primary"
                type="submit"
                disabled={!change || !isSound(form, view) || phase.kind === 'saving'}
              >
                {t('settings.save')}
              </Button>
            )}
          </footer>
        )}
      </form>
    </Dialog>
  )
}

function FooterText({ phase }: { readonly phase: Phase }) {
  const { t } = useTranslation()
  if (phase.kind === 'asking') {
    return (
      <p role="alert" className="grow text-13">
        {t('settings.unsaved.question')}
      </p>
    )
  }
  if (phase.kind === 'failed') {
    return (
      <p role="alert" className="grow text-13 text-danger">
        {describeRefusal(t, phase.error, t('failure.someService'))}
      </p>
    )
  }
  return null
}
