import type { DeskModule } from '../module'

export const routes: DeskModule['routes'] = [
  { path: 'mail', name: 'mail', meta: { roles: ['admin'], title: 'mail.menu' }, component: () => import('./MailPage.vue') },
  { path: 'wordings', name: 'wordings', meta: { roles: ['admin'], title: 'mail.wordings.menu' }, component: () => import('./WordingsPage.vue') },
]
export const menu: DeskModule['menu'] = [
  { route: 'mail', label: 'mail.menu', icon: 'send', section: 'administration', order: 26 },
  { route: 'wordings', label: 'mail.wordings.menu', icon: 'speak', section: 'administration', order: 27 },
]
