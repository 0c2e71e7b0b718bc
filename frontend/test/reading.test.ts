import { describe, expect, it } from 'vitest'
import type { Matter } from '@/shared/api/types'
import { bodyOf, emptyForm, missing } from '@/desk/matter/command/body'
import { specs } from '@/desk/matter/command/spec'
import { tabsFor } from '@/desk/queue/filters'
import { compose, empty } from '@/desk/reading/letter'
import { excerpt } from '@/desk/reading/marks'

const matter = (more: Partial<Matter> = {}) =>
  ({ status: 'registered', nature: 'complaint', severity: 'normal', category: 'elevator', returns: [], external: [], supporting: [], tags: [], department: 'engineering', suggestion: null, demand: null, investigation: null, place: null, houseLabel: null, ...more }) as unknown as Matter

describe('the letter in four parts', () => {
  const parts = { thanks: '谢谢', checked: ' 已核实 ', why: '', still: '可申诉' }
  it('is one text of the parts that say something', () => {
    expect(compose('您好：', parts, '服务中心')).toBe('您好：\n谢谢\n已核实\n可申诉\n服务中心')
    expect(empty(parts)).toEqual(['why'])
  })

  it('goes out as the text that stands there, and is missed where there is none', () => {
    const fields = specs.conclude.fields
    const form = { ...emptyForm(fields, matter()), finding: 'unsubstantiated', reason: '依据' }
    expect(missing(fields, form, matter())).toEqual({ reply: 'required' })
    expect(bodyOf(fields, { ...form, reply: { parts, text: ' 信 ', own: true } }, matter())).toEqual({ finding: 'unsubstantiated', reason: '依据', reply: '信' })
  })
})

it('marks the words of a hint as text fields count, whatever stands before them', () => {
  const text = '🏠 您好。这次漏水我司全责，请放心。'
  const start = [...text].indexOf('我')
  const at = excerpt(text, { start, end: start + 4 })
  expect(at.words).toBe('我司全责')
  expect(text.slice(at.from, at.to)).toBe('我司全责')
  expect(excerpt('不可能', { start: 0, end: 3 })).toMatchObject({ before: '', words: '不可能', after: '' })
})

describe('forms that know what went before', () => {
  const dispatch = (m: Matter) => emptyForm(specs.dispatch.fields, m).department
  it('do not put the department forward that sent the matter back', () => {
    expect(dispatch(matter())).toBe('engineering')
    expect(dispatch(matter({ returns: [{ department: 'engineering' }] as Matter['returns'] }))).toBe('')
  })

  it('say that a downgrade is one, and ask for its reason', () => {
    const fields = specs.classify.fields
    const form = { ...emptyForm(fields, matter()), severity: 'low' }
    expect(specs.classify.warn?.(form, matter())).toBe('reading.downgrade.warn')
    expect(missing(fields, form, matter())).toEqual({ reason: 'required' })
    expect(specs.classify.warn?.({ ...form, severity: 'high' }, matter())).toBeUndefined()
  })
})

it('gives each their tabs: readings to the lead, returns to the desk, questions to the departments', () => {
  const keys = (role: string, department: string | null) => tabsFor({ id: 'u', role, department } as Parameters<typeof tabsFor>[0]).map((t) => t.key)
  expect(keys('desk_lead', 'service')).toEqual(expect.arrayContaining(['second_reading', 'returned', 'downgraded']))
  expect(keys('desk', 'service')).not.toContain('second_reading')
  expect(keys('handler', 'engineering')).toEqual(expect.arrayContaining(['asked', 'asking']))
})
