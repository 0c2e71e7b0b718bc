import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { within } from '../../test/helpers'
import { useDraft } from './drafts'

const form = () => useDraft('report', () => ({ title: '', photos: [] as string[] }))

describe('a draft', () => {
  beforeEach(() => {
    localStorage.clear()
    vi.useFakeTimers()
  })

  it('comes back after the page was left', async () => {
    const first = within(form)
    first.value.draft.title = '漏水'
    first.value.draft.photos.push('a1')
    await nextTick()
    first.leave()

    const second = within(form)
    expect(second.value.restored.value).toBe(true)
    expect(second.value.restoredAt.value).toMatch(/^\d{4}-/)
    expect(second.value.draft).toEqual({ title: '漏水', photos: ['a1'] })
  })

  it('is kept while typing, so that a crash loses a quarter of a second', async () => {
    const one = within(form)
    one.value.draft.title = '电梯'
    await nextTick()
    vi.advanceTimersByTime(300)
    expect(within(form).value.draft.title).toBe('电梯')
    one.leave()
  })

  it('is gone once it was sent', async () => {
    const one = within(form)
    one.value.draft.title = '电梯'
    await nextTick()
    vi.advanceTimersByTime(300)
    one.value.clear()
    await nextTick()
    vi.advanceTimersByTime(300)
    one.leave()

    expect(one.value.draft).toEqual({ title: '', photos: [] })
    expect(within(form).value.restored.value).toBe(false)
  })

  it('of an untouched form is none', async () => {
    const one = within(form)
    await nextTick()
    one.leave()
    expect(localStorage.length).toBe(0)
  })

  it('survives storage that holds rubbish', () => {
    localStorage.setItem('anju.draft.owner.guest.report', '{not json')
    expect(within(form).value.draft).toEqual({ title: '', photos: [] })
  })
})
