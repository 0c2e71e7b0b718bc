import createClient from 'openapi-fetch'
import { currentLanguage } from '../preferences'
import { accessToken, renew, session, signInAgain } from '../session'
import { answered, keyFor } from './idempotency'
import { offlineProblem, problemOf } from './problem'
import type { paths } from './schema.gen'

/**
 * The typed client of the contract. Use it through `call`, which gives the body
 * or throws a Problem:
 *
 *     const matter = await call(api.GET('/complaints/{id}', { params: { path: { id } } }))
 *
 * Tokens, refresh, language and idempotency keys are added here and nowhere else.
 */
export const api = createClient<paths>({
  baseUrl: `${location.origin}/api/v1`,
  fetch: (request: Request) => send(request),
  querySerializer: { array: { style: 'form', explode: false } },
})

export async function call<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer
  if (!response.ok) throw problemOf(response, error)
  return data as T
}

/** The version that a command was decided on; the server refuses when it has moved on. */
export const ifMatch = (version: number | undefined) => (version ? { 'If-Match': `"${version}"` } : {})

const busyTries = 3

export async function send(request: Request): Promise<Response> {
  request.headers.set('Accept-Language', currentLanguage())
  const press = await pressOf(request)
  if (press) request.headers.set('Idempotency-Key', keyFor(press))

  let response = await withToken(request)
  if (response.status === 401 && session.user) {
    if ((await renew()) || (await signInAgain())) response = await withToken(request)
  }
  for (let i = 0; press && i < busyTries && stillRunning(response); i++) {
    await new Promise((again) => setTimeout(again, 1000 * Number(response.headers.get('Retry-After'))))
    response = await withToken(request)
  }
  if (press && definite(response)) answered(press)
  return response
}

async function withToken(request: Request): Promise<Response> {
  const attempt = request.clone()
  const token = accessToken()
  if (token) attempt.headers.set('Authorization', `Bearer ${token}`)
  try {
    return await fetch(attempt)
  } catch (error) {
    if (request.signal.aborted) throw error
    throw offlineProblem()
  }
}

/** A press is what is asked of which path by whom; files are not hashed, each upload stands alone. */
async function pressOf(request: Request): Promise<string | null> {
  if (request.method !== 'POST') return null
  const json = request.headers.get('Content-Type')?.includes('json')
  const body = json ? await request.clone().text() : String(Math.random())
  return `${session.user?.id ?? ''} ${new URL(request.url).pathname} ${body}`
}

const stillRunning = (r: Response) => r.status === 409 && r.headers.has('Retry-After')
const definite = (r: Response) => r.status < 500 && r.status !== 401 && r.status !== 429 && !stillRunning(r)
