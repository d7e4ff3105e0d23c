/** A statement as it is sent to the database. */
export type Sent = { text: string; values: readonly unknown[] }

type Known = { tables: readonly string[]; tenant: string }

/**
 * The tables that a statement names without saying whose rows it means: each must be tied, directly or by way of another, to
 * this tenant's own name among the values. A part in parentheses, a branch of a union and a `with` are each looked at alone.
 */
export function untiedTables({ text, values }: Sent, { tables, tenant }: Known): string[] {
  const isTenant = (value: string) =>
    /^\$\d+$/.test(value) && values[Number(value.slice(1)) - 1] === tenant
  return scopesOf(text.replaceAll('"', '').replaceAll(/'[^']*'/g, `''`)).flatMap((scope) =>
    untiedIn(scope, tables, isTenant),
  )
}

/** Every select, insert, update and delete of a statement, without those inside it. */
function scopesOf(text: string): string[] {
  const scopes: string[] = []
  let rest = text.replaceAll(/\s+/g, ' ')
  const innermost = /\(([^()]*)\)/
  for (let found = innermost.exec(rest); found; found = innermost.exec(rest)) {
    const [whole, inside = ''] = found
    const isScope = /^\s*(select|insert|update|delete|with)\b/.test(inside)
    if (isScope) scopes.push(...inside.split(/\bunion(?: all)?\b/))
    // Other parentheses belong to the scope around them: they stay, as brackets that are not looked for again.
    rest = rest.replace(whole, () => (isScope ? '[…]' : `[${inside}]`))
  }
  return [...scopes, ...rest.split(/\bunion(?: all)?\b/)].map((scope) => scope.toLowerCase())
}

type Named = { table: string; alias: string; isFilled: boolean }

const words =
  'as|where|set|on|join|left|cross|inner|order|group|limit|for|values|select|from|using|returning|default'

function untiedIn(
  scope: string,
  tables: readonly string[],
  isTenant: (value: string) => boolean,
): string[] {
  const named = tablesIn(scope, tables)
  const ties = tiesIn(scope, named)
  const tied = new Set(
    named.filter(({ table, isFilled }) => isFilled && isWritten(scope, table, isTenant)),
  )
  const isOurs = (side: string) =>
    isTenant(side) ||
    (side.endsWith('.tenant') && !named.some(({ alias }) => side === `${alias}.tenant`))
  for (let before = -1; before < tied.size; ) {
    before = tied.size
    for (const one of named) {
      const reach = [...tied].map(({ alias }) => `${alias}.tenant`)
      const isTied = ties.some(
        ([left, right]) =>
          left === `${one.alias}.tenant` && (isOurs(right) || reach.includes(right)),
      )
      if (isTied || isChosenAlone(scope)) tied.add(one)
    }
  }
  return named.filter((one) => !tied.has(one)).map(({ table }) => `${table}: ${scope.trim()}`)
}

function tablesIn(scope: string, tables: readonly string[]): Named[] {
  const pattern = new RegExp(
    `(\\b(?:from|join|update|into|using)|,) (${tables.join('|')})\\b(?! ?\\.)(?: as)?(?: (?!(?:${words})\\b)([a-z]\\w*))?`,
    'g',
  )
  return [...scope.matchAll(pattern)].map(([, word, table = '', alias]) => ({
    table,
    alias: alias ?? table.replace(/^shop\./, ''),
    isFilled: word === 'into',
  }))
}

/** Both sides of each comparison of tenants, in both directions. A bare `tenant` is that of the only table that is read. */
function tiesIn(scope: string, named: readonly Named[]): [string, string][] {
  const side = String.raw`(?:[a-z]\w*\.)?tenant|\$\d+`
  const only = named.find(({ isFilled }) => !isFilled)
  const full = (text: string) => (text === 'tenant' && only ? `${only.alias}.tenant` : text)
  return [...scope.matchAll(new RegExp(`(?<![\\w.])(${side}) = (${side})(?![\\w.])`, 'g'))].flatMap(
    ([, left = '', right = '']): [string, string][] => [
      [full(left), full(right)],
      [full(right), full(left)],
    ],
  )
}

/** An insert that writes this tenant, or the tenant of a row that was found for it. */
function isWritten(scope: string, table: string, isTenant: (value: string) => boolean): boolean {
  const pattern = new RegExp(
    `insert into ${table}(?: as \\w+)? \\[tenant, .*? (?:values \\[|select )([^ ,\\]]+)`,
  )
  const [, value = ''] = pattern.exec(scope) ?? []
  return isTenant(value.replace('::text', '')) || /^(\w+\.)?tenant$/.test(value)
}

/** The rows were chosen in a scope of their own, which is looked at as well. */
const isChosenAlone = (scope: string): boolean => / where ctid = any\[array\[…\]\]/.test(scope)
