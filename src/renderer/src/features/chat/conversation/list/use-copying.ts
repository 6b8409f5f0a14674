import { useEffect } from 'react'
import type { MessageId } from '@shared/ids'
import { readMessageText } from '../../answer-content'
import { readHtml } from '../../answer/markdown/answer-html'
import { coversFormula, readWithSources } from '../../answer/markdown/formula-sources'
import { findGroup } from '../../shown'
import { useChatStoreApi } from '../../use-chat-store'
import type { ListProps } from './list-props'

/**
 * Includes messages that aren't in the page when a selection that spans them is copied, and the whole chat after
 * "Select all". Formulas are copied as their source.
 */
export function useCopying(ids: readonly MessageId[], { list }: ListProps): void {
  const store = useChatStoreApi()
  useEffect(() => {
    const all = watchSelectAll()
    const copy = (event: ClipboardEvent): void => {
      const selection = document.getSelection()
      const root = list.current
      if (!root || !selection || selection.rangeCount === 0 || event.defaultPrevented) return
      const range = selection.getRangeAt(0)
      const isAll = all.isSelected()
      if (!isAll && !coversGap(root, range)) {
        if (coversFormula(root, range)) copySources(event, selection, range)
        return
      }
      const state = store.getState()
      const read = (id: MessageId): readonly string[] => {
        const message = state.messages.get(id)
        return (findGroup(state, id) ?? (message ? [message] : [])).map(readMessageText)
      }
      const pieces = [...root.children]
        .filter((child) => isAll || range.intersectsNode(child))
        .flatMap((child) => {
          const [first, last] = (child as HTMLElement).dataset['gap']?.split('-').map(Number) ?? []
          if (first !== undefined && last !== undefined) return ids.slice(first, last + 1).flatMap(read)
          return readSelected(selection, range, child)
        })
      event.clipboardData?.setData('text/plain', pieces.filter((text) => text !== '').join('\n\n'))
      event.preventDefault()
    }
    document.addEventListener('copy', copy)
    return () => {
      all.stop()
      document.removeEventListener('copy', copy)
    }
  }, [ids, list, store])
}

function copySources(event: ClipboardEvent, selection: Selection, range: Range): void {
  const copy = document.createElement('div')
  copy.append(range.cloneContents())
  event.clipboardData?.setData(
    'text/plain',
    readWithSources(() => selection.toString()),
  )
  event.clipboardData?.setData('text/html', readHtml(copy))
  event.preventDefault()
}

function coversGap(root: Element, range: Range): boolean {
  return [...root.querySelectorAll(':scope > [data-gap]')].some((gap) => range.intersectsNode(gap))
}

/** The selected text of one message, as the browser serializes it. */
function readSelected(selection: Selection, range: Range, item: Element): string {
  const part = document.createRange()
  part.selectNodeContents(item)
  if (item.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset)
  if (item.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset)
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection
  selection.removeAllRanges()
  selection.addRange(part)
  const text = readWithSources(() => selection.toString())
  if (anchorNode && focusNode) selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset)
  return text.trim()
}

/**
 * "Select all", by keyboard or from a menu, selects from the first to the last text in the page, and so misses the
 * messages above and below. It's recognized by the element where it starts: the body, where a pointer never starts.
 */
function watchSelectAll(): { readonly isSelected: () => boolean; readonly stop: () => void } {
  let isDue = false
  let ends: readonly unknown[] = []
  const readEnds = (): readonly unknown[] => {
    const selection = document.getSelection()
    return [selection?.anchorNode, selection?.anchorOffset, selection?.focusNode, selection?.focusOffset]
  }
  const start = ({ target }: Event): void => {
    isDue = target === document.body
  }
  const change = (): void => {
    if (isDue) ends = readEnds()
    isDue = false
  }
  document.addEventListener('selectstart', start)
  document.addEventListener('selectionchange', change)
  return {
    // Until the user changes the selection.
    isSelected: () => ends.length > 0 && readEnds().every((end, index) => end === ends[index]),
    stop: () => {
      document.removeEventListener('selectstart', start)
      document.removeEventListener('selectionchange', change)
    },
  }
}
