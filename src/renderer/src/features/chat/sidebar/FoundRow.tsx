import { useContextMenu } from '@/bridge/use-context-menu'
import { classNames } from '@/lib/class-names'
import { markWords } from '../mark-words'
import type { Found } from '../found'
import { useChatStore } from '../use-chat-store'

interface FoundRowProps {
  readonly id: string
  readonly result: Found
  readonly query: string
  /** Whether the arrow keys have selected it. */
  readonly isActive: boolean
  readonly isTabStop: boolean
  readonly onOpen: () => void
}

/** One search result: the title of its chat, and the words around the match. */
export function FoundRow({
  id,
  result: { chat, snippet, isFirst },
  query,
  isActive,
  isTabStop,
  onOpen,
}: FoundRowProps) {
  const showContextMenu = useContextMenu()
  const isOpen = useChatStore((state) => state.openChatId === chat.id)
  return (
    // Up to about two hundred results are mostly out of view: they cost no layout until they're scrolled to.
    <li className="[contain-intrinsic-height:auto_3rem] [content-visibility:auto]">
      <button
        id={id}
        type="button"
        // It navigates, like the items of a navigation.
        role="link"
        aria-current={isOpen && isFirst ? 'page' : undefined}
        tabIndex={isTabStop ? 0 : -1}
        title={chat.title}
        onClick={onOpen}
        onContextMenu={(event) => showContextMenu(event, { 'open-chat': onOpen })}
        className={classNames(
          'block w-full rounded-sm px-2.5 py-1.5 text-left text-13 transition-[background-color] focus-visible:-outline-offset-2',
          isActive
            ? 'bg-selected -outline-offset-2 outline-focus in-[nav:has(input:focus)]:outline-2'
            : 'hover:bg-hover',
          !isFirst && 'pl-5',
        )}
      >
        <span dir="auto" className={isFirst ? 'block truncate' : 'sr-only'}>
          <Marked text={chat.title} query={query} />
        </span>
        {snippet && (
          <span dir="auto" className="line-clamp-2 text-12 wrap-anywhere text-text-muted">
            <Marked text={snippet.before} query={query} />
            {snippet.match && <mark>{snippet.match}</mark>}
            <Marked text={snippet.after} query={query} />
          </span>
        )}
      </button>
    </li>
  )
}

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  return markWords(text, query).map((part, index) => (part.isMarked ? <mark key={index}>{part.text}</mark> : part.text))
}
