/** Stands in for TanStack Query's mutations in the script tag, where nothing is mutated through it. */
export function MutationCache(): void {}

export const Mutation = MutationCache

/** The others of the modules it stands in for; never called. */
export const infiniteQueryBehavior = MutationCache
export const hasNextPage = MutationCache
export const hasPreviousPage = MutationCache
export const getDefaultState = MutationCache
