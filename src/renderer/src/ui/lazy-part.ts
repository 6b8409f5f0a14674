import { createElement, useEffect, useState, useSyncExternalStore, type ComponentType, type ReactNode } from 'react'

export interface LazyPart<Props> {
  /** Draws `fallback` (nothing, if absent) until the code is there. */
  readonly Component: ComponentType<Props & { readonly fallback?: ReactNode }>
  /** Fetches the code ahead of its use. */
  readonly preload: () => void
}

/**
 * A part of the interface whose code is not needed for the first frame.
 *
 * Not `React.lazy`: a part that has been fetched must appear in the frame it is asked for, while React holds back what
 * follows a fallback for up to 300 ms, even where the fallback was never needed.
 */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  const listeners = new Set<() => void>()
  let loaded: ComponentType<Props> | undefined
  let loading: Promise<void> | undefined

  const fetchOnce = (): Promise<void> =>
    (loading ??= load().then((component) => {
      loaded = component
      for (const listener of listeners) listener()
    }))
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  const getLoaded = (): ComponentType<Props> | undefined => loaded

  function Component({ fallback, ...props }: Props & { readonly fallback?: ReactNode }) {
    const Part = useSyncExternalStore(subscribe, getLoaded, getLoaded)
    const [problem, setProblem] = useState<{ readonly error: unknown }>()
    useEffect(() => void fetchOnce().catch((error: unknown) => setProblem({ error })), [])
    // Code that cannot be loaded is a broken installation: the error boundary says so.
    if (problem) throw problem.error
    return Part ? createElement(Part, props as unknown as Props) : fallback
  }

  return { Component, preload: () => void fetchOnce().catch(() => undefined) }
}

/**
 * For parts that a key opens and that are typed into at once: without their code the next letters would go elsewhere.
 * Call it in an effect.
 */
export function preloadWhenIdle(...parts: readonly { readonly preload: () => void }[]): () => void {
  const request = requestIdleCallback(() => {
    for (const part of parts) part.preload()
  })
  return () => cancelIdleCallback(request)
}
