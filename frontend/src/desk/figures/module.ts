import type { DeskModule } from '../module'
import { overseers } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'figures', name: 'figures', meta: { roles: overseers, title: 'figures.menu' }, component: () => import('./FiguresPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'figures', label: 'figures.menu', icon: 'chart', section: 'figures', order: 10 }]
