import { isLanguage, languages, useLanguage } from '../session/language.tsx'

/** The languages that the back office speaks, each in its own words. */
export function LanguageChoice() {
  const { language, words, choose } = useLanguage()
  return (
    <select
      className="language"
      aria-label={words.language}
      data-testid="language"
      value={language}
      onChange={({ target }) => {
        if (isLanguage(target.value)) choose(target.value)
      }}
    >
      {Object.entries(languages).map(([key, { label }]) => (
        <option key={key} value={key} lang={key}>
          {label}
        </option>
      ))}
    </select>
  )
}
