import { currentLanguage } from '../preferences'
import { accessToken, renew, session, signInAgain } from '../session'
import { randomKey } from './idempotency'
import { offlineProblem, problemOf } from './problem'
import type { Attachment } from './types'

/** Uploads one file and tells how far it is (0–1); fetch cannot tell that in every browser. */
export async function upload(file: Blob, name: string, onProgress: (share: number) => void): Promise<Attachment> {
  const key = randomKey()
  let answer = await post(file, name, key, onProgress)
  if (answer.status === 401 && session.user && ((await renew()) || (await signInAgain()))) {
    answer = await post(file, name, key, onProgress)
  }
  const body: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw problemOf(answer, body)
  return body as Attachment
}

function post(file: Blob, name: string, key: string, onProgress: (share: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/attachments')
    request.setRequestHeader('Accept-Language', currentLanguage())
    request.setRequestHeader('Idempotency-Key', key)
    const token = accessToken()
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total)
    request.onload = () => resolve(new Response(request.responseText, { status: request.status, headers: { 'Retry-After': request.getResponseHeader('Retry-After') ?? '' } }))
    request.onerror = request.ontimeout = () => reject(offlineProblem())
    request.timeout = 120_000
    const form = new FormData()
    form.append('file', file, name)
    request.send(form)
  })
}
