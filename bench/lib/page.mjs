// A page from a measurement's point of view: query, type, wait. The measuring itself happens in the page (in-page).

import { setTimeout as sleep } from 'node:timers/promises'

import { definitions } from './in-page/index.mjs'

/** Waits for the app's window and attaches to its page. */
export async function attachToPage(devTools) {
  const targetId = await firstPage(devTools)
  const { sessionId } = await devTools.send('Target.attachToTarget', { targetId, flatten: true })
  return createPage(devTools, sessionId)
}

async function firstPage(devTools) {
  const created = new Promise((resolve) => {
    const stop = devTools.on('Target.targetCreated', ({ targetInfo }) => {
      if (targetInfo.type !== 'page') return
      stop()
      resolve(targetInfo.targetId)
    })
  })
  // Existing pages are reported too.
  await devTools.send('Target.setDiscoverTargets', { discover: true })
  return created
}

function createPage(devTools, sessionId) {
  const send = (method, params) => devTools.send(method, params, sessionId)

  /** Calls one of the functions in in-page in the page and returns its result. */
  async function call(name, ...values) {
    const expression = `(() => { ${definitions}; return ${name}(...${JSON.stringify(values)}) })()`
    const { result, exceptionDetails } = await send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails === undefined) return result.value
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
  }

  async function press(key, text, windowsVirtualKeyCode) {
    const code = key.length === 1 ? `Key${key.toUpperCase()}` : key
    const stroke = { key, code, windowsVirtualKeyCode, nativeVirtualKeyCode: windowsVirtualKeyCode }
    await send('Input.dispatchKeyEvent', {
      type: text ? 'keyDown' : 'rawKeyDown',
      text,
      unmodifiedText: text,
      ...stroke,
    })
    await send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke })
  }

  return {
    send,
    on: (method, listener) => devTools.on(method, listener, sessionId),
    call,
    /** Like `call`, but repeats it while a window that is still loading replaces its page. */
    async callWhileLoading(name, ...values) {
      for (;;) {
        try {
          return await call(name, ...values)
        } catch (error) {
          if (!/context|navigated|collected/i.test(error.message)) throw error
          await sleep(1)
        }
      }
    },
    pressLetter: () => press('a', 'a', 65),
    pressEnter: () => press('Enter', '\r', 13),
    pressBackspace: () => press('Backspace', undefined, 8),
    /** Attaches files as the dialog of "Attach images" does. */
    async chooseFiles(files) {
      const { root } = await send('DOM.getDocument', {})
      const { nodeId } = await send('DOM.querySelector', { nodeId: root.nodeId, selector: 'input[type="file"]' })
      await send('DOM.setFileInputFiles', { nodeId, files })
    },
    /** As users click: the pointer rests for `restMs` before the button goes down. */
    async click({ x, y }, restMs) {
      const left = { x, y, button: 'left', clickCount: 1 }
      await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y })
      await sleep(restMs)
      await send('Input.dispatchMouseEvent', { type: 'mousePressed', ...left })
      await send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...left })
    },
    write: (text) => send('Input.insertText', { text }),
    detach: () => devTools.send('Target.detachFromTarget', { sessionId }),
  }
}
