/** The bridge between the page and main. Passes on only the names in the contract. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { EVENT_NAMES, PRELOAD_REQUEST, REQUEST_NAMES, type Bridge, type EventName } from '@shared/contract'

const requests: ReadonlySet<string> = new Set(REQUEST_NAMES.filter((name) => name !== PRELOAD_REQUEST))
const listeners = new Map<EventName, Set<(event: never) => void>>(EVENT_NAMES.map((name) => [name, new Set()]))

ipcRenderer.on('easel:event', (_event, name: EventName, payload) => {
  for (const listener of listeners.get(name) ?? []) listener(payload as never)
})

const bridge: Bridge = {
  request(name, input) {
    if (!requests.has(name)) throw new Error('Not a request of the contract')
    return ipcRenderer.invoke('easel:request', name, input)
  },
  on(name, listener) {
    listeners.get(name)?.add(listener)
    return () => listeners.get(name)?.delete(listener)
  },
  openLibrary(file) {
    return ipcRenderer.invoke('easel:request', PRELOAD_REQUEST, webUtils.getPathForFile(file))
  },
}

contextBridge.exposeInMainWorld('easel', bridge)
