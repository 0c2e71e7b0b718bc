import type { DeskModule } from '../module'
import { learners, overseers } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'supervision', name: 'supervision', meta: { roles: overseers, title: 'supervision.menu' }, component: () => import('./SupervisionPage.vue') },
  { path: 'orders', name: 'orders', meta: { roles: learners, title: 'supervision.orders.menu' }, component: () => import('./OrdersPage.vue') },
  { path: 'orders/:id', name: 'order', meta: { roles: learners, title: 'supervision.orders.menu' }, component: () => import('./OrderPage.vue') },
  { path: 'instructions', name: 'instructions', meta: { roles: overseers, title: 'supervision.words.menu' }, component: () => import('./InstructionsPage.vue') },
]
export const menu: DeskModule['menu'] = [
  { route: 'instructions', label: 'supervision.words.menu', icon: 'speak', section: 'work', order: 33 },
  { route: 'orders', label: 'supervision.orders.menu', icon: 'flag', section: 'registers', order: 5 },
  { route: 'supervision', label: 'supervision.menu', icon: 'flag', section: 'figures', order: 5 },
]
