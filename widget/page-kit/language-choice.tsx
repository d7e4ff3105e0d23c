import { useLanguageChoice } from './language.tsx'

/** The languages that the app speaks, each in its own words. */
export function LanguageChoice() {
  const { chosen, languages, choose } = useLanguageChoice()
  return (
    <select
      className="language"
      aria-label={chosen.words.language}
      data-testid="language"
      value={chosen.key}
      onChange={({ target }) => choose(target.value)}
    >
      {languages.map(({ key, label }) => (
        <option key={key} value={key} lang={key}>
          {label}
        </option>
      ))}
    </select>
  )
}
