/** OpenAPI writes `/payments/{id}`, the router `/payments/:id`. */
export const toHonoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')
