import type { DeskModule } from '../module'
import { archivists } from '../roles'

export const routes: DeskModule['routes'] = [
  { path: 'imports', name: 'imports', meta: { roles: archivists, title: 'imports.menu' }, component: () => import('./ImportPage.vue') },
  { path: 'imports/:id', name: 'import', meta: { roles: archivists, title: 'imports.menu' }, component: () => import('./ImportPage.vue') },
]
export const menu: DeskModule['menu'] = [{ route: 'imports', label: 'imports.menu', icon: 'download', section: 'administration', order: 5 }]
