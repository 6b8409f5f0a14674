/** An exported image: its file, and its JSON sidecar, if any. */
export interface OutImage {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** Undefined if unknown. */
  readonly madeAt: Date | undefined
}
