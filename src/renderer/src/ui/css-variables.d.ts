import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Custom properties, for values that only the component knows. */
    [name: `--${string}`]: string | number | undefined
  }
}
