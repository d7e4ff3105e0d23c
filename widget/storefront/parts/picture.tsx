type PictureProps = { imageUrl: string; size: 'card' | 'large' | 'line'; eager?: boolean }

const edges = { card: 480, large: 960, line: 64 } as const

/** A product picture; the name stands beside it, so it needs no text of its own. */
export function Picture({ imageUrl, size, eager = false }: PictureProps) {
  const edge = edges[size]
  return (
    <span className={`picture picture-${size}`}>
      <img
        src={imageUrl}
        alt=""
        width={edge}
        height={edge}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
      />
    </span>
  )
}
