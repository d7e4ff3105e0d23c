/** The payment that `preOrderPaymentData` names. An empty id is how shops say that they have none yet. */
export function transactionIdIn(
  preOrderPaymentData: Readonly<Record<string, unknown>> | null | undefined,
): string | null {
  const transactionId = preOrderPaymentData?.['transactionId']
  return typeof transactionId === 'string' && transactionId !== '' ? transactionId : null
}
