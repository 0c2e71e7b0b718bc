import type { DeskModule } from '../module'

export const routes: DeskModule['routes'] = [
  { path: 'account', name: 'account', meta: { title: 'account.menu' }, component: () => import('./AccountPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'account', label: 'account.menu', icon: 'gear', order: 95 }]
