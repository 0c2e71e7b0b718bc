import type { DeskModule } from '../module'
import { correspondents } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'letters', name: 'letters', meta: { roles: correspondents, title: 'letters.menu' }, component: () => import('./LettersPage.vue') },
  { path: 'seals', name: 'seals', meta: { roles: correspondents, title: 'letters.seals.title' }, component: () => import('./SealsPage.vue') },
]
export const menu: DeskModule['menu'] = [
  { route: 'letters', label: 'letters.menu', icon: 'send', section: 'registers', order: 20 },
  { route: 'seals', label: 'letters.seals.title', icon: 'shield', section: 'registers', order: 25 },
]
