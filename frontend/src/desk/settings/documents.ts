import { api, call, ifMatch } from '@/shared/api/client'
import type { components } from '@/shared/api/schema.gen'

type Schemas = components['schemas']
export type DocumentName = 'policies' | 'categories' | 'departments' | 'calendar'
export type Change = Schemas['SettingChange']
export type Effect = Schemas['SettingEffect']
export type LimitRule = Schemas['PolicyLimit']
export type Tier = Schemas['PolicyTier']
export type Category = Schemas['PolicyCategory']
export type Department = Schemas['PolicyDepartment']
export type Holiday = Schemas['PolicyHoliday']
export type Period = Schemas['PolicyPeriod']

export interface Contents {
  policies: Schemas['PoliciesSettings']
  categories: Schemas['CategoriesSettings']
  departments: Schemas['DepartmentsSettings']
  calendar: Schemas['WorkCalendarSettings']
}
export interface Outcome {
  version: number
  changes: Change[]
  effects: Effect[]
}

/** How a document is read and saved; `dryRun` says what would change and saves nothing. */
interface Door<T> {
  get: () => Promise<T>
  put: (body: object, dryRun: boolean, version: number) => Promise<Outcome>
}

const at = (dryRun: boolean, version: number) => ({ query: { dryRun }, header: ifMatch(version) })

export const doors: { [N in DocumentName]: Door<Contents[N]> } = {
  policies: {
    get: () => call(api.GET('/settings/policies')),
    put: (body, dryRun, version) => call(api.PUT('/settings/policies', { params: at(dryRun, version), body: body as Schemas['PoliciesEdit'] })),
  },
  categories: {
    get: () => call(api.GET('/settings/categories')),
    put: (body, dryRun, version) => call(api.PUT('/settings/categories', { params: at(dryRun, version), body: body as Schemas['CategoriesEdit'] })),
  },
  departments: {
    get: () => call(api.GET('/settings/departments')),
    put: (body, dryRun, version) => call(api.PUT('/settings/departments', { params: at(dryRun, version), body: body as Schemas['DepartmentsEdit'] })),
  },
  calendar: {
    get: () => call(api.GET('/settings/calendar')),
    put: (body, dryRun, version) => call(api.PUT('/settings/calendar', { params: at(dryRun, version), body: body as Schemas['WorkCalendarEdit'] })),
  },
}
