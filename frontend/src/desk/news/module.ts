import type { DeskModule } from '../module'

export const routes: DeskModule['routes'] = [{ path: 'news', name: 'news', meta: { title: 'news.title' }, component: () => import('./NewsPage.vue') }]
export const menu: DeskModule['menu'] = [{ route: 'news', label: 'news.title', icon: 'bell', section: 'work', order: 25 }]
