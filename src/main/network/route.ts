/** How a request may reach its server. */
export type Route =
  | { readonly by: 'direct' }
  /** `authorization` is the value of the header that the proxy requires. */
  | { readonly by: 'proxy'; readonly uri: string; readonly authorization?: string }
  /** Easel doesn't support this proxy: its name and port, or what was given instead. */
  | { readonly by: 'unsupported'; readonly proxy: string }

/** Never empty. All but the first are fallbacks for when a proxy can't be reached. */
export type Routes = readonly [Route, ...Route[]]
