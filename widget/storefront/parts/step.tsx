import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react'

export type Step = 'cart' | 'address' | 'payment' | 'done'

const ShownStepContext = createContext<Step | null>(null)
const ShowStepContext = createContext<(step: Step | null) => void>(() => {})

/** Lets a page tell the header which step of the purchase it is. */
export function StepProvider({ children }: { children: ReactNode }) {
  const [step, show] = useState<Step | null>(null)
  return (
    <ShowStepContext value={show}>
      <ShownStepContext value={step}>{children}</ShownStepContext>
    </ShowStepContext>
  )
}

/** The step to show, null outside of a purchase. */
export const useShownStep = (): Step | null => useContext(ShownStepContext)

/** Shows the step while the calling page is in view. */
export function useStep(step: Step | null): void {
  const show = useContext(ShowStepContext)
  useLayoutEffect(() => {
    show(step)
    return () => show(null)
  }, [show, step])
}
