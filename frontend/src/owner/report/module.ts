import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/report', name: 'report', component: () => import('./ReportPage.vue') },
  { path: '/report/sent/:id', name: 'sent', component: () => import('./SentPage.vue'), props: true },
]
