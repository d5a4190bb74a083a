import { Component, type ReactNode } from 'react'
import type { PartFailureProps } from '@/components/admin/ai-jobs/panel/PartFailure'

type PartBoundaryProps = {
  /** Fetches the part anew. */
  reload: () => Promise<void>
  /** What stands there meanwhile. */
  failure: (part: PartFailureProps) => ReactNode
  children: ReactNode
}

/** Keeps what breaks in one part of the panel from taking the others with it. */
export class PartBoundary extends Component<PartBoundaryProps, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  private readonly load = async () => {
    try {
      await this.props.reload()
      return true
    } catch {
      // A new version of the panel has files of other names. What is shown stands in the address, so nothing is lost.
      window.location.reload()
      return false
    }
  }

  override render() {
    const { failure, children } = this.props
    if (!this.state.failed) return children
    return failure({ load: this.load, onLoaded: () => this.setState({ failed: false }) })
  }
}
