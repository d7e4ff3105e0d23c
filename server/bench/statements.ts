import pg from 'pg'

/** How often each kind of statement was sent to the database: one call is one round trip. */
export type StatementCounts = Record<string, number>

export type StatementQuestions = { statements(): StatementCounts }

/** Counts the statements of this process from now on, by what they do and to which table first; workers' claims are one kind. */
export function countStatements(): StatementQuestions {
  const counts = new Map<string, { kind: string; sent: number }>()
  const original = pg.Client.prototype.query
  const counting = function (this: pg.Client, ...input: unknown[]): unknown {
    const text = textOf(input[0])
    const counted = counts.get(text)
    if (counted) counted.sent += 1
    else counts.set(text, { kind: kindOf(text), sent: 1 })
    return Reflect.apply(original, this, input)
  }
  // `query` has many overloads; the wrapper hands all of them through untouched.
  pg.Client.prototype.query = counting as typeof original
  return {
    statements: () => {
      const byKind: StatementCounts = {}
      for (const { kind, sent } of counts.values()) byKind[kind] = (byKind[kind] ?? 0) + sent
      return byKind
    },
  }
}

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: unknown } | undefined)?.text ?? '')

const kindOf = (text: string): string => {
  if (/skip locked/i.test(text)) return 'claim'
  const verb =
    /\b(insert|update|delete|begin|commit|rollback)\b/i.exec(text)?.[1] ??
    /\w+/.exec(text)?.[0] ??
    'empty'
  const table =
    /\b(?:insert into|update|delete from|(?<!epoch )from)\s+"?([\w.]+)/i.exec(text)?.[1] ?? ''
  return `${verb.toLowerCase()} ${table}`.trim()
}
