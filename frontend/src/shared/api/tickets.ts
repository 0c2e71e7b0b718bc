import { api, call } from './client'

/** An address good for one GET within a minute: for pictures, downloads and print pages, which carry no bearer token. */
export async function ticketFor(path: string): Promise<string> {
  const { url } = await call(api.POST('/tickets', { body: { path } }))
  return url
}

/**
 * Opens a page or download in a new window. The window is opened within the
 * press itself, since browsers block those that come after a wait.
 */
export async function openWithTicket(path: string): Promise<void> {
  const page = window.open('', '_blank')
  try {
    const url = await ticketFor(path)
    if (page) page.location.replace(url)
    else location.assign(url)
  } catch (error) {
    page?.close()
    throw error
  }
}

/** Saves a file: the answer's Content-Disposition names it. */
export async function downloadWithTicket(path: string): Promise<void> {
  const link = document.createElement('a')
  link.href = await ticketFor(path)
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
