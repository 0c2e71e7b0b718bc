import type { DeskModule } from '../module'
import { archivists } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'owners', name: 'owners', meta: { title: 'owners.menu' }, component: () => import('./OwnersPage.vue') },
  { path: 'owners/new', name: 'new-owner', meta: { roles: archivists, title: 'owners.new' }, component: () => import('./OwnerEditPage.vue') },
  { path: 'owners/:id', name: 'owner', meta: { title: 'owners.page' }, component: () => import('./OwnerPage.vue') },
  { path: 'owners/:id/edit', name: 'edit-owner', meta: { roles: archivists, title: 'owners.edit' }, component: () => import('./OwnerEditPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'owners', label: 'owners.menu', icon: 'person', section: 'registers', order: 10 }]
