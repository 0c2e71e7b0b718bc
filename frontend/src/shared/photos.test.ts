import { expect, it } from 'vitest'
import { refusal } from './photos'

const mib = 1024 * 1024
it.each([
  ['image/jpeg', 40 * mib, 0, null],
  ['image/heic', 21 * mib, 0, 'tooLarge'],
  ['application/pdf', 21 * mib, 0, 'tooLarge'],
  ['application/pdf', 19 * mib, 9, null],
  ['image/png', 1, 10, 'tooMany'],
  ['application/zip', 1, 0, 'wrongType'],
])('%s of %i bytes after %i others', (type, size, already, why) => expect(refusal({ type, size }, already)).toBe(why))
