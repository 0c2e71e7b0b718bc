import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [{ path: '/archive', name: 'archive', component: () => import('./ArchivePage.vue') }]
