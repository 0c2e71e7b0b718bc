import type { DeskModule } from '../module'
import { overseers } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'supervision', name: 'supervision', meta: { roles: overseers, title: 'supervision.menu' }, component: () => import('./SupervisionPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'supervision', label: 'supervision.menu', icon: 'flag', section: 'figures', order: 5 }]
