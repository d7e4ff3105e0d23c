/** True for addresses a browser may be sent to, relative ones too; `javascript:` and the like are none. */
export const isWebUrl = (url: string | null | undefined): boolean =>
  Boolean(url) && /^http/.test(new URL(url ?? '', window.location.href).protocol)
