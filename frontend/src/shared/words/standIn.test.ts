import { expect, it } from 'vitest'
import { nameOn } from './standIn'

it('says for whom somebody acted in the words of the reader', () => {
  expect(nameOn('赵建国（代 王德胜）', 'zh-CN')).toBe('赵建国（代 王德胜）')
  expect(nameOn('赵建国（代 王德胜）', 'en')).toBe('赵建国 (for 王德胜)')
  expect(nameOn('赵建国', 'en')).toBe('赵建国')
  expect(nameOn(undefined, 'en')).toBe('')
})
