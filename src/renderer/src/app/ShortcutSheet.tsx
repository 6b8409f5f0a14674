import { describeKeys, SHORTCUTS, type Command, type Shortcut } from '@shared/shortcuts'
import { useTranslation } from '@/i18n/use-translation'
import { PLATFORM } from '@/lib/platform'
import { Dialog } from '@/ui/Dialog'
import { DialogHeader } from '@/ui/DialogHeader'
import '@/i18n/later'

/** Keys that aren't commands: each works in one place only. */
const OTHERS = {
  message: [
    ['send', ['Enter']],
    ['lineBreak', ['shift+Enter']],
    ['recall', ['ArrowUp']],
  ],
  image: [
    ['copyImage', ['mod+C']],
    ['details', ['mod+I']],
    ['previousImage', ['ArrowLeft']],
    ['nextImage', ['ArrowRight']],
    ['zoom', ['+', '-']],
    ['whole', ['0']],
    ['actualSize', ['1']],
  ],
  list: [
    ['move', ['ArrowUp', 'ArrowDown']],
    ['select', ['shift+ArrowUp', 'shift+ArrowDown']],
    ['open', ['Enter']],
    ['rename', ['F2']],
    ['remove', PLATFORM === 'darwin' ? ['Backspace'] : ['Delete']],
    ['undoDelete', ['mod+Z']],
  ],
  find: [
    ['nextHit', ['Enter', 'F3']],
    ['previousHit', ['shift+Enter', 'shift+F3']],
  ],
} as const

type Other = keyof typeof OTHERS

interface Row {
  readonly label: string
  readonly keys: readonly string[]
}

/** Lists all keys, from the same table as the menus. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const commands = (isWanted: (shortcut: Shortcut) => boolean): readonly Row[] =>
    SHORTCUTS.flatMap((shortcut: Shortcut & { readonly id: Command }) =>
      shortcut.keys && isWanted(shortcut)
        ? [{ label: t(`shortcuts.command.${shortcut.id}`), keys: [shortcut.keys, shortcut.also ?? []].flat() }]
        : [],
    )
  const others = (name: Other): readonly Row[] =>
    OTHERS[name].map(([id, keys]) => ({ label: t(`shortcuts.other.${id}`), keys }))
  return (
    <Dialog
      label={t('shortcuts.title')}
      onDismiss={onClose}
      className="flex max-h-[calc(100vh-48px)] w-[720px] max-w-[calc(100vw-24px)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface-raised shadow-float"
    >
      <DialogHeader title={t('shortcuts.title')} closeLabel={t('shortcuts.close')} onClose={onClose} />
      {/* Focusable, so it can be scrolled by keyboard. */}
      <div
        tabIndex={0}
        data-container
        className="scroll-slim grid focus-visible:outline-none gap-x-10 pr-4 pb-6 pl-6 narrow:grid-cols-2"
      >
        <div>
          <Section title={t('shortcuts.section.general')} rows={commands(({ section }) => section !== 'chat')} />
          <Section title={t('shortcuts.section.message')} rows={others('message')} />
          <Section title={t('shortcuts.section.image')} rows={others('image')} />
        </div>
        <div>
          <Section title={t('shortcuts.section.chat')} rows={commands(({ section }) => section === 'chat')} />
          <Section title={t('shortcuts.section.list')} rows={others('list')} />
          <Section title={t('shortcuts.section.find')} rows={others('find')} />
        </div>
      </div>
    </Dialog>
  )
}

function Section({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <section aria-label={title} className="pt-3 text-13">
      <h3 className="pb-1 text-12 font-medium text-text-muted">{title}</h3>
      <dl>
        {rows.map(({ label, keys }) => (
          <div key={label} className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1">
            <dt>{label}</dt>
            <dd className="flex shrink-0 gap-1.5">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="rounded-sm border border-line-control/60 bg-surface-field px-1.5 font-sans text-12 whitespace-nowrap"
                >
                  {describeKeys(key, PLATFORM)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
