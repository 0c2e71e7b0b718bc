import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/news', name: 'news', component: () => import('./NewsPage.vue') }]
