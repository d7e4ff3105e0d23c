/** A grey bar in place of text or a picture that is still loading. */
export function Bar({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className="bar" style={{ inlineSize: width, blockSize: height }} />
}
