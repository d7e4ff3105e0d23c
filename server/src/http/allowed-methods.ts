import type { Operation } from '../contract/operation.ts'

/** The methods that some operation serves at this path, for the answer to one that is not among them. */
export function allowedMethods(operations: readonly Operation[], path: string): string[] {
  const methods = operations
    .filter((operation) => pathsOf(operation).some((pattern) => pattern.test(path)))
    .map(({ method }) => method.toUpperCase())
  return [...new Set(methods)].sort()
}

const pathsOf = (operation: Operation): RegExp[] =>
  [operation, ...(operation.aliases ?? [])].map(
    ({ path }) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  )
