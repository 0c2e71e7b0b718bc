import { beforeEach, describe, expect, it, vi } from 'vitest'
import { json } from '../../../test/helpers'
import { forget, session, signIn } from '../session'
import { api, call } from './client'
import { Problem } from './problem'

const user = { id: 'u1', login: 'owner1', name: '王', role: 'owner', department: null, communityIds: [], ownerId: 'o1', houses: [], phone: null, mustChangePassword: false }
const grant = (token: string) => json({ accessToken: token, expiresIn: 900, user })

type Handler = (request: Request) => Response | Promise<Response>
let seen: Request[] = []

/** The network: answers each call in turn, in the order given. */
function network(...answers: (Response | Error | Handler)[]) {
  seen = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const request = input instanceof Request ? input : new Request(new URL(String(input), location.href), init)
    seen.push(request)
    const answer = answers.shift()
    if (!answer || answer instanceof Error) throw answer ?? new TypeError('no line')
    return answer instanceof Response ? answer : answer(request)
  })
}

const path = (r: Request) => new URL(r.url).pathname.replace('/api/v1', '')
const keysSent = () => seen.filter((r) => path(r) === '/classifications').map((r) => r.headers.get('Idempotency-Key'))
const classify = (title: string) => call(api.POST('/classifications', { body: { title, text: 'x' } }))

describe('the client', () => {
  beforeEach(async () => {
    localStorage.clear()
    forget()
    network(grant('t1'))
    await signIn('owner1', 'secret')
  })

  it('sends the token and the language', async () => {
    network(json({ items: [], nextCursor: null }))
    await call(api.GET('/complaints', { params: { query: { status: ['offered', 'resolved'] } } }))
    expect(seen[0]?.headers.get('Authorization')).toBe('Bearer t1')
    expect(seen[0]?.headers.get('Accept-Language')).toMatch(/^(zh-CN|en)$/)
    expect(new URL(seen[0]!.url).search).toBe('?status=offered,resolved')
  })

  it('refreshes once for many, and asks each again', async () => {
    const denied = () => json({ code: 'unauthenticated' }, 401)
    let refreshes = 0
    const answer: Handler = (r) => {
      if (path(r) === '/auth/refresh') {
        refreshes++
        return grant('t2')
      }
      return r.headers.get('Authorization') === 'Bearer t2' ? json({ id: 'm' }) : denied()
    }
    network(answer, answer, answer, answer, answer)
    const get = () => call(api.GET('/complaints/{id}', { params: { path: { id: 'm' } } }))
    await Promise.all([get(), get()])
    expect(refreshes).toBe(1)
  })

  it('waits for signing in again and then finishes what was pressed', async () => {
    network(json({}, 401), json({}, 401))
    const pressed = classify('漏水')
    await vi.waitFor(() => expect(session.expired).toBe(true), { timeout: 30_000 })
    network(grant('t3'), json({ category: 'drainage_leak' }))
    await signIn('owner1', 'secret')
    expect(await pressed).toEqual({ category: 'drainage_leak' })
    expect(session.expired).toBe(false)
  })

  it('keeps the key of a press until it was answered', async () => {
    network(new TypeError('no line'))
    await expect(classify('漏水')).rejects.toMatchObject({ offline: true })
    const [first] = keysSent()
    network(json({}, 503))
    await expect(classify('漏水')).rejects.toMatchObject({ status: 503 })
    expect(keysSent()).toEqual([first])
    network(json({ category: 'x' }), json({ category: 'x' }))
    await classify('漏水')
    await classify('漏水')
    expect(keysSent()[0]).toBe(first)
    expect(keysSent()[1]).not.toBe(first)
  })

  it('gives other words another key', async () => {
    network(new TypeError(), new TypeError())
    await classify('漏水').catch(() => undefined)
    await classify('停电').catch(() => undefined)
    expect(new Set(keysSent()).size).toBe(2)
  })

  it('turns a problem into fields, what is allowed and the current version', async () => {
    network(json({ title: '内容有误', detail: '有内容需要改正。', code: 'invalid', status: 422, errors: [{ field: 'title', rule: 'length', message: '太短' }, { field: 'title', rule: 'x', message: '第二条' }] }, 422))
    const problem = await classify('x').catch((e: unknown) => e)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({ status: 422, code: 'invalid', message: '有内容需要改正。', fields: { title: '太短' } })

    network(json({ code: 'transition_refused', allowed: ['urge'], detail: '不行' }, 409))
    await expect(classify('x')).rejects.toMatchObject({ allowed: ['urge'] })
    network(json({ code: 'stale_version', currentVersion: 9 }, 412))
    await expect(classify('x')).rejects.toMatchObject({ current: 9 })
  })
})
