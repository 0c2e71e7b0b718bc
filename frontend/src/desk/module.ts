import type { RouteRecordRaw } from 'vue-router'
import type { IconName } from '@/shared/components/AppIcon.vue'
import type { Role } from './roles'

/** What a feature folder's `module.ts` brings: its routes (with `meta.roles`) and its entries of the menu. */
export interface DeskModule {
  routes: RouteRecordRaw[]
  menu?: MenuEntry[]
}

/** The menu's headings by subject, in this order. */
export const sections = ['work', 'registers', 'learning', 'figures', 'administration'] as const
export type Section = (typeof sections)[number]

export interface MenuEntry {
  /** The route's name; whoever may not open the route does not see the entry. */
  route: string
  label: string
  icon: IconName
  section: Section
  /** Its place within the section. */
  order: number
}

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to those not signed in. */
    open?: boolean
    /** Who may open it; every employee where absent. */
    roles?: readonly Role[]
    /** Departments whose handlers and heads may open it; all where absent. */
    departments?: readonly string[]
    /** Locale key of the page's name, for the window's title. */
    title?: string
  }
}
