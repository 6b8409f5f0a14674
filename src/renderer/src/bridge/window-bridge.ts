import type { Bridge } from '@shared/contract'

declare global {
  interface Window {
    /** Set by the preload script. Only this file may use it. */
    readonly easel: Bridge
  }
}

export function windowBridge(): Bridge {
  return window.easel
}
