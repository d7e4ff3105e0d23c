import type { Executor } from '../../database/database.ts'

/** Calls one store function for the tenant `ours`, on the rows of `insertTwins`, so that it finds or changes something. */
export type StoreCall = (db: Executor) => Promise<unknown>

/** The calls of a folder: by file, and by the name of the function. Several where it has more than one statement to choose from. */
export type StoreCalls = Readonly<
  Record<string, Readonly<Record<string, StoreCall | readonly StoreCall[]>>>
>
