/**
 * An error for whoever embeds the widget: the mistake, the fix and where to read on, in one
 * sentence each.
 */
export const developerError = (mistake: string, fix: string, anchor: string): Error =>
  new Error(`[tillway] ${mistake} ${fix} See docs/widget.md#${anchor}`)
