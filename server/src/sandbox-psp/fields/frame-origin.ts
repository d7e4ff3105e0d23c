/**
 * The origin that may show the fields, or null for what is not the letter of one. Wildcards, paths and other
 * schemes would let in more pages than the one that asked.
 */
export function toFrameOrigin(text: string): string | null {
  if (!/^https?:\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d+)?$/.test(text) || !URL.canParse(text))
    return null
  return new URL(text).origin === text ? text : null
}
