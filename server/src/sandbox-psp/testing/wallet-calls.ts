import type { ChargeBody, RunningSandbox } from './start-sandbox.ts'

/** What the shopper's browser sends, with the secret of a charge unless told otherwise. */
export async function callAsBrowser(
  { url }: RunningSandbox,
  path: string,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  // Every answer of these paths is one JSON object.
  const answer = (await response.json()) as Record<string, unknown>
  return { status: response.status, body: answer, headers: response.headers }
}

/** Approves in the sheet what the charge cost when it was opened, to Berlin, with the card that works. */
export const approveInSheet = (
  sandbox: RunningSandbox,
  charge: ChargeBody,
  changes: Record<string, unknown> = {},
) =>
  callAsBrowser(sandbox, '/sheet/approve', {
    client_secret: charge.client_secret,
    amount: charge.amount,
    currency: charge.currency,
    address: 'berlin',
    funding: 'works',
    ...changes,
  })

/** Pays in the card fields with this number. */
export const payInFields = (
  sandbox: RunningSandbox,
  charge: ChargeBody,
  number: string,
  changes: Record<string, unknown> = {},
) =>
  callAsBrowser(sandbox, '/fields/pay', {
    client_secret: charge.client_secret,
    number,
    expiry: '12 / 40',
    code: '123',
    name: 'Ada Kern',
    ...changes,
  })
