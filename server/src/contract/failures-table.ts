import { type FailureKind, failures } from './failures.ts'

/** `docs/errors.md`: every failure, in the order of the catalogue. */
export const failuresTable = (): string =>
  [
    '# Errors',
    '',
    'Every failure a client can meet. `code` is stable and never changes its meaning; `kind` is the same thing as a word, in',
    'the `meta` of each JSON:API error. A 4xx says what to change. A 5xx says that nothing happened, or that the outcome will',
    'be looked up: repeat the request with the same `Idempotency-Key`, and it continues instead of paying again.',
    '',
    'Storefronts are answered `{"errors":[{"code","status","detail","source"?,"meta":{"kind"}}]}`; the HTTP status is that of',
    'the last error. Shops’ backends and payment providers are answered `[{"code","status","message","confirm"}]`.',
    '',
    'This file is written by `pnpm contract` from `server/src/contract/failures.ts`.',
    '',
    '| code | kind | status | what it says |',
    '| --- | --- | --- | --- |',
    ...Object.entries(failures).map(([kind, failure]) => toRow(kind as FailureKind, failure)),
    '',
  ].join('\n')

const toRow = (
  kind: FailureKind,
  { code, status, detail }: (typeof failures)[FailureKind],
): string => `| ${code} | \`${kind}\` | ${status} | ${detail.replaceAll('|', '\\|')} |`
