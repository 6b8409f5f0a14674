import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import '@/i18n'
import '@/i18n/later'
import type { AttachmentId } from '@shared/ids'
import { anInput } from '../../../../../../tests/support/page/chat-page'
import { WindowActionsContext, type WindowActions } from '../window-actions'
import { InputImages } from './InputImages'

test('the images of a question are shown from their files, numbered, each as a way to see it large', () => {
  const inputs = [anInput(), anInput({ attachmentId: 'run:1' as AttachmentId })]
  const html = renderToStaticMarkup(
    <WindowActionsContext value={{ viewImage: () => undefined } as Partial<WindowActions> as WindowActions}>
      <InputImages inputs={inputs} />
    </WindowActionsContext>,
  )
  expect([...html.matchAll(/<button.*?<\/button>/g)]).toHaveLength(2)
  expect([...html.matchAll(/alt="([^"]*)"/g)].map(([, alt]) => alt)).toEqual(['Attached image 1', 'Attached image 2'])
  expect(html).toContain(`src="easel-image://${inputs[0]?.hash}/320"`)
})
