import { ChevronRight, FolderPen, Pencil, SquarePen, Trash2 } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from '@/i18n/use-translation'
import { classNames } from '@/lib/class-names'
import { Menu } from '@/ui/Menu'
import { RenameBox } from '../sidebar/RenameBox'
import { RowOptions, type Point } from '../sidebar/RowOptions'
import { useChatStoreApi } from '../use-chat-store'
import { useWindowActions } from '../window-actions'
import type { Project } from './model'
import { showProjectDialog } from './project-dialogs'

interface ProjectHeadingProps {
  readonly project: Project
  /** The number of its chats. */
  readonly count: number
  readonly isTabStop: boolean
  readonly onLeave: () => void
}

type HeadingState =
  | { readonly kind: 'plain' | 'renaming' }
  | { readonly kind: 'menu'; readonly at: Point; readonly nav: HTMLElement | null }

/**
 * Collapses the chats of a project. A row of the list like any chat: F2 renames it, the right arrow goes to its menu.
 */
export function ProjectHeading({ project, count, isTabStop, onLeave }: ProjectHeadingProps) {
  const { t } = useTranslation()
  const store = useChatStoreApi()
  const { focusComposer } = useWindowActions()
  const [state, setState] = useState<HeadingState>({ kind: 'plain' })
  const row = useRef<HTMLButtonElement>(null)
  const options = useRef<HTMLButtonElement>(null)
  const isFolded = project.isFolded === true
  const fold = (folded: boolean): void =>
    store.getState().changeProject(project.id, { isFolded: folded ? true : undefined })
  if (state.kind === 'renaming') {
    return (
      <RenameBox
        title={project.title}
        onRename={(title) => store.getState().changeProject(project.id, { title })}
        onDone={() => {
          setState({ kind: 'plain' })
          requestAnimationFrame(() => row.current?.focus())
        }}
      />
    )
  }
  const openMenu = (event: MouseEvent<HTMLElement>, at: Point): void => {
    event.preventDefault()
    setState({ kind: 'menu', at, nav: event.currentTarget.closest('nav') })
  }
  const handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const act = {
      F2: () => setState({ kind: 'renaming' }),
      Delete: () => showProjectDialog({ kind: 'delete', id: project.id }),
      Backspace: () => showProjectDialog({ kind: 'delete', id: project.id }),
      ArrowRight: () => (isFolded ? fold(false) : options.current?.focus()),
      ArrowLeft: () => (event.target === row.current ? fold(true) : row.current?.focus()),
    }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div
      onKeyDown={handleKey}
      onContextMenu={(event) => openMenu(event, { x: event.clientX, y: event.clientY })}
      className="group/row relative flex items-center rounded-sm transition-[background-color] hover:bg-hover"
    >
      <button
        ref={row}
        type="button"
        aria-expanded={!isFolded}
        data-chat-id={project.id}
        tabIndex={isTabStop ? 0 : -1}
        title={project.title}
        onClick={() => fold(!isFolded)}
        onDoubleClick={() => setState({ kind: 'renaming' })}
        className={classNames(
          'flex min-h-8 min-w-0 grow items-center gap-1 rounded-sm px-1.5 py-1 text-left text-13 group-focus-within/row:pr-9 group-hover/row:pr-9 focus-visible:-outline-offset-2',
          state.kind === 'menu' && 'pr-9!',
        )}
      >
        <ChevronRight
          size={14}
          strokeWidth={1.5}
          aria-hidden
          className={classNames('shrink-0 text-text-muted', !isFolded && 'rotate-90')}
        />
        <span dir="auto" className="min-w-0 grow truncate font-medium">
          {project.title}
        </span>
        <span
          aria-hidden
          className={classNames(
            'tabular text-12 text-text-muted group-focus-within/row:hidden group-hover/row:hidden',
            state.kind === 'menu' && 'hidden',
          )}
        >
          {count}
        </span>
      </button>
      <RowOptions ref={options} label={t('projects.options')} isOpen={state.kind === 'menu'} onOpen={openMenu} />
      {state.kind === 'menu' && (
        <Menu
          label={project.title}
          at={state.at}
          container={state.nav}
          onClose={() => setState((now) => (now.kind === 'menu' ? { kind: 'plain' } : now))}
          returnFocus={() => row.current?.focus()}
          items={[
            {
              label: t('projects.newChat'),
              icon: SquarePen,
              onChoose: () => {
                store.getState().newChat(project.id)
                onLeave()
                focusComposer()
              },
            },
            { label: t('sidebar.rename'), icon: Pencil, onChoose: () => setState({ kind: 'renaming' }) },
            {
              label: t('projects.settingsItem'),
              icon: FolderPen,
              onChoose: () => showProjectDialog({ kind: 'edit', id: project.id }),
            },
            {
              label: t('projects.deleteItem'),
              icon: Trash2,
              danger: true,
              onChoose: () => showProjectDialog({ kind: 'delete', id: project.id }),
            },
          ]}
        />
      )}
    </div>
  )
}
