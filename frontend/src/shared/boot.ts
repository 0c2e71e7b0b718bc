import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp, watch, type Component } from 'vue'
import type { Router } from 'vue-router'
import { startI18n, type MessageLoader } from './i18n'
import { applyPreferences } from './preferences'
import { queryClient } from './query'
import { session, startSession, type Face } from './session'

/** The same start for both faces: language, former session, then the first paint. */
export async function boot(face: Face, root: Component, router: Router, messages: MessageLoader): Promise<void> {
  applyPreferences()
  const [i18n] = await Promise.all([startI18n(messages), startSession(face).catch(() => undefined)])
  guard(router)
  // What one person saw is not shown to the next.
  watch(
    () => session.user?.id,
    () => queryClient.clear(),
  )
  createApp(root).use(i18n).use(VueQueryPlugin, { queryClient }).use(router).mount('#app')
}

/**
 * Routes are for those signed in unless `meta.open`; the way asked for is kept
 * in `?then=`. Pages with `meta.door` are left as soon as somebody is signed in.
 */
function guard(router: Router): void {
  const here = router.currentRoute
  router.beforeEach((to) => {
    // The front door redirects by role, so what it redirected a stranger to is not what they asked for.
    const asked = (to.redirectedFrom ?? to).fullPath
    if (!session.user && !to.meta.open) return { name: 'sign-in', query: asked === '/' ? {} : { then: asked } }
    if (session.user && to.meta.door) return then(to.query.then)
    return true
  })
  watch(
    () => session.user?.id,
    (id) => {
      if (!id && !here.value.meta.open) void router.replace({ name: 'sign-in' })
      if (id && here.value.meta.door) void router.replace(then(here.value.query.then))
    },
  )
}

/** Only a path of our own is followed after signing in. */
function then(asked: unknown): string {
  return typeof asked === 'string' && /^\/(?![/\\])/.test(asked) ? asked : '/'
}
