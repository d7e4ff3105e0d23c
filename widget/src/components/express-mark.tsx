/** The small mark of a wallet beside its name; nothing for a wallet without one. */
export function ExpressMark({ wallet }: { wallet: string }) {
  if (wallet === 'pebble-express') {
    return (
      <svg className="tillway-express-mark" viewBox="0 0 20 20" aria-hidden="true">
        <ellipse cx="9.4" cy="12" rx="8.4" ry="5.6" fill="currentColor" />
        <ellipse cx="12.6" cy="5.6" rx="5" ry="3.4" fill="currentColor" opacity="0.62" />
      </svg>
    )
  }
  if (wallet === 'kite-express') {
    return (
      <svg className="tillway-express-mark" viewBox="0 0 20 20" aria-hidden="true">
        <path d="M10 1 17 8 10 16 3 8Z" fill="currentColor" />
        <path d="M10 1 17 8H10Z" fill="currentColor" opacity="0.55" />
        <path d="M10 16 8 19.4" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    )
  }
  return null
}
