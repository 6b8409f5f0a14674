import type { Bridge } from '@shared/contract'

declare global {
  interface Window {
    /** Put there by the preload script. Nothing but this file may touch it. */
    readonly easel: Bridge
  }
}

export function windowBridge(): Bridge {
  return window.easel
}
