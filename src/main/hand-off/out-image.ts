/** An image on its way out: its file, and the JSON beside it. */
export interface OutImage {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** Undefined: unknown. */
  readonly madeAt: Date | undefined
}
