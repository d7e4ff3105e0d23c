/** Widths of the usual sans-serif letters in parts of the font size; a little generous, since fonts differ. */
const narrow = /[iIl.,:;'|!/\-()[\]tfrj\s]/
const wide = /[mwMW@%&]/
const capital = /[A-Z0-9]/

/** About how wide a text is in a sans-serif font: never less than it is in the usual ones. */
export const widthOf = (text: string, fontSize: number): number =>
  [...text].reduce((sum, letter) => sum + letterWidth(letter), 0) * fontSize

function letterWidth(letter: string): number {
  if (narrow.test(letter)) return 0.36
  if (wide.test(letter)) return 0.92
  return capital.test(letter) ? 0.69 : 0.58
}

/** Breaks a text between words into as few lines as fit, and these as even as they can be. */
export function toLines(text: string, lengthMax: number): readonly string[] {
  const words = text.split(' ').flatMap((word) => cut(word, lengthMax))
  const fewest = fill(words, lengthMax)
  for (let length = Math.ceil(text.length / fewest.length); length < lengthMax; length += 1) {
    const lines = fill(words, length)
    if (lines.length === fewest.length) return lines
  }
  return fewest
}

function fill(words: readonly string[], length: number): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length === 0 || longer.length > length) lines.push(word)
    else lines[lines.length - 1] = longer
  }
  return lines
}

/** A word that is longer than a line, in pieces: after a slash or a hyphen where there is one. */
function cut(word: string, lengthMax: number): readonly string[] {
  if (word.length <= lengthMax) return [word]
  const pieces = word.split(/(?<=[/-])/)
  return pieces.flatMap((piece) => piece.match(new RegExp(`.{1,${lengthMax}}`, 'gu')) ?? [])
}
