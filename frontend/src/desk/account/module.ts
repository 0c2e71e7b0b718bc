import type { DeskModule } from '../module'

export const routes: DeskModule['routes'] = [
  { path: 'account', name: 'account', meta: { title: 'account.menu' }, component: () => import('./AccountPage.vue') },
]
