/** What a payment app says is missing, by its names; null where it says something else, in words of its own. */
export function missingThings(additionalInfo: string): string[] | null {
  const { missing } = parse(additionalInfo)
  return Array.isArray(missing) ? missing.filter((thing) => typeof thing === 'string') : null
}

function parse(text: string): { missing?: unknown } {
  try {
    return { ...JSON.parse(text) }
  } catch {
    return {}
  }
}
