import { type ComponentType, lazy, Suspense, useState } from 'react'
import { PartBoundary } from '@/components/admin/ai-jobs/panel/PartBoundary'
import type { PartFailureProps } from '@/components/admin/ai-jobs/panel/PartFailure'

/**
 * A part of the panel that is loaded when it is first shown. Where it cannot be had or breaks, `Failure` stands in its
 * place, and loads it once more when the admin asks.
 */
export function lazyPart<Props extends FailureProps, FailureProps extends object = Props>(
  load: () => Promise<ComponentType<Props>>,
  Loading: ComponentType,
  Failure: ComponentType<FailureProps & PartFailureProps>,
) {
  // In one property, since React 18's types know of no props of a lazy component while they are a type parameter.
  const attempt = () => ({
    Part: lazy(async () => {
      const Loaded = await load()
      return { default: ({ given }: { given: Props }) => <Loaded {...given} /> }
    }),
  })
  let latest = attempt()

  return function LazyPart(props: Props) {
    const [{ Part }, setAttempt] = useState(latest)

    async function reload() {
      await load()
      latest = attempt()
      setAttempt(latest)
    }

    return (
      <PartBoundary reload={reload} failure={(part) => <Failure {...props} {...part} />}>
        <Suspense fallback={<Loading />}>
          <Part given={props} />
        </Suspense>
      </PartBoundary>
    )
  }
}
