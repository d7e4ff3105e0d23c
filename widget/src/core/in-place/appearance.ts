const colours = ['ink', 'soft', 'line', 'card', 'accent', 'bad'] as const

/** How the widget looks at this place, in values that a page of another origin can use as they are. */
export function readAppearance(place: HTMLElement): Readonly<Record<string, string>> {
  // A browser resolves variables and light-dark() only where they are used, so they are used unseen.
  const probe = document.createElement('span')
  probe.hidden = true
  place.append(probe)
  const style = getComputedStyle(probe)
  const values = Object.fromEntries(
    colours.map((name) => {
      probe.style.color = `var(--tw-${name})`
      return [name, style.color] as const
    }),
  )
  probe.style.borderRadius = 'var(--tw-radius)'
  const { borderTopLeftRadius: radius, fontFamily: font } = style
  const appearance = { ...values, radius, font }
  probe.remove()
  return appearance
}

/** Whether this place is light or dark: as the page says, or else as the system does. */
export function readScheme(place: HTMLElement): 'light' | 'dark' {
  const [said, other] = getComputedStyle(place).colorScheme?.split(' ') ?? []
  if (!other && (said === 'light' || said === 'dark')) return said
  return window.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Calls back when the look of the page may have changed, until the returned function is called. */
export function onLookChange(listener: () => void): () => void {
  const system = window.matchMedia?.('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  const attributeFilter = ['class', 'style', 'data-tillway-theme']
  for (const root of [document.documentElement, document.body]) {
    observer.observe(root, { attributes: true, attributeFilter })
  }
  system?.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    system?.removeEventListener('change', listener)
  }
}
