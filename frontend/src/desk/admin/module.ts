import type { DeskModule } from '../module'

export const routes: DeskModule['routes'] = [
  { path: 'users', name: 'users', meta: { roles: ['admin'], title: 'admin.users.menu' }, component: () => import('./UsersPage.vue') },
  { path: 'estate', name: 'estate', meta: { roles: ['admin'], title: 'admin.estate.menu' }, component: () => import('./EstatePage.vue') },
  { path: 'audit', name: 'audit', meta: { roles: ['admin', 'auditor'], title: 'admin.audit.menu' }, component: () => import('./AuditPage.vue') },
  { path: 'webhooks', name: 'webhooks', meta: { roles: ['admin'], title: 'admin.webhooks.menu' }, component: () => import('./WebhooksPage.vue') },
]
export const menu: DeskModule['menu'] = [
  { route: 'users', label: 'admin.users.menu', icon: 'person', section: 'administration', order: 10 },
  { route: 'estate', label: 'admin.estate.menu', icon: 'home', section: 'administration', order: 20 },
  { route: 'webhooks', label: 'admin.webhooks.menu', icon: 'send', section: 'administration', order: 30 },
  { route: 'audit', label: 'admin.audit.menu', icon: 'shield', section: 'administration', order: 50 },
]
