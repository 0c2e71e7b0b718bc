import { createRouter, createWebHistory } from 'vue-router'
import { session } from '@/shared/session'
import { translate } from '@/shared/i18n'
import type { DeskModule } from './module'
import { landing, mayOpen } from './roles'

/** Each feature folder brings its own routes and entries of the menu in a `module.ts`. */
const modules = Object.values(import.meta.glob<DeskModule>('./*/module.ts', { eager: true }))
const pages = modules.flatMap((m) => m.routes)

export const menu = modules.flatMap((m) => m.menu ?? []).sort((a, b) => a.order - b.order)

export const router = createRouter({
  history: createWebHistory('/desk'),
  routes: [
    ...pages.filter((page) => page.meta?.open),
    {
      path: '/',
      component: () => import('./frame/DeskFrame.vue'),
      children: [
        { path: '', name: 'landing', redirect: () => landing(session.user) },
        ...pages.filter((page) => !page.meta?.open),
        { path: ':rest(.*)*', name: 'lost', component: () => import('./frame/LostPage.vue'), meta: { title: 'frame.lost' } },
      ],
    },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
})

router.beforeEach((to) => (session.user && !mayOpen(to.meta.roles, to.meta.departments) ? { name: 'lost', params: { rest: to.path.slice(1).split('/') } } : true))
router.afterEach((to) => {
  const page = to.meta.title ? `${translate(to.meta.title)} · ` : ''
  document.title = `${page}${translate('words.brand')}`
})
