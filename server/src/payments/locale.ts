/**
 * The first language of an `Accept-Language` header or of a shop's locale name (`de_DE`), as a language tag. Anything that
 * is none, such as `*`, is English: providers refuse what they cannot read.
 */
export function toLocale(text: string | null | undefined): string {
  const tag = (text ?? '').split(/[,;]/)[0]?.trim().replaceAll('_', '-') ?? ''
  return /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(tag) ? tag : 'en'
}
