import type { DeskModule } from '../module'
import { matterStaff } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'templates', name: 'templates', meta: { roles: matterStaff, title: 'templates.menu' }, component: () => import('./TemplatesPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'templates', label: 'templates.menu', icon: 'speak', section: 'learning', order: 32 }]
