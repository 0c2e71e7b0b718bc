import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'

/** Each feature folder brings its own routes in a `module.ts`. */
const modules = import.meta.glob<{ routes: RouteRecordRaw[] }>('./*/module.ts', { eager: true })

export const router = createRouter({
  history: createWebHistory('/desk'),
  routes: Object.values(modules).flatMap((m) => m.routes),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})
