import type { CheckoutStep } from './options.ts'

const steps = ['address', 'shipment', 'payment'] as const

/** The steps that an approval takes the place of, unless the shop says otherwise. */
const defaultSkipSteps: readonly CheckoutStep[] = steps

/** The first step that is left to do after an approval; what the wallet did not tell is asked in the address step. */
export function nextStepOf(
  skipSteps: readonly CheckoutStep[] = defaultSkipSteps,
  missing: readonly string[] = [],
): CheckoutStep {
  if (missing.length > 0) return 'address'
  return steps.find((step) => !skipSteps.includes(step)) ?? 'summary'
}
