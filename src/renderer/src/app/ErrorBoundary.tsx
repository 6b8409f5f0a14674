import { Component, type ErrorInfo, type ReactNode } from 'react'
import { lazyPart } from '@/ui/lazy-part'

const RecoveryPage = lazyPart(() => import('./RecoveryPage').then((module) => module.RecoveryPage))

interface ErrorBoundaryState {
  readonly details: string | undefined
}

/** Catches every rendering error, so the window never stays blank. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { details: undefined }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { details: describe(error) }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ details: `${describe(error)}\n${componentStack ?? ''}` })
  }

  override render(): ReactNode {
    const { details } = this.state
    return details === undefined ? this.props.children : <RecoveryPage.Component details={details} />
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error)
}
