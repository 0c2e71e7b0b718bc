import type { DeskModule } from '../module'
import { keyReaders } from '../roles'

export const routes: DeskModule['routes'] = [{ path: 'keys', name: 'keys', meta: { roles: keyReaders, title: 'keys.menu' }, component: () => import('./KeysPage.vue') }]
export const menu: DeskModule['menu'] = [{ route: 'keys', label: 'keys.menu', icon: 'key', section: 'registers', order: 12 }]
