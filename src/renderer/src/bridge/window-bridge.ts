import type { Bridge } from '@shared/contract'

declare global {
  interface Window {
    /** Set by the preload script. Use it in this file only. */
    readonly easel: Bridge
  }
}

export function windowBridge(): Bridge {
  return window.easel
}
