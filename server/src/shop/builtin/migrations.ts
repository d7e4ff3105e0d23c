/** The built-in shop's tables, in a schema of its own. */
export const builtinShopMigrations = new URL('./migrations/', import.meta.url)
