/** A code made of a name: lower-case letters, digits and underscores, a letter first; '' when nothing is left. */
export const codeOf = (name: string): string =>
  name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^[^a-z]+|_+$/g, '').slice(0, 40)
