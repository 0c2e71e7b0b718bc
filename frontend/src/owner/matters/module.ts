import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/matters', name: 'matters', component: () => import('./MattersPage.vue') }]
