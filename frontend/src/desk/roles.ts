import { computed } from 'vue'
import { session } from '@/shared/session'
import type { Me } from '@/shared/api/types'

export type Role = Me['role']

// Sets of roles as the contract's table of operations has them.
export const clerks: readonly Role[] = ['desk', 'desk_lead']
export const overseers: readonly Role[] = ['desk', 'desk_lead', 'dept_head', 'leader', 'auditor']
export const matterStaff: readonly Role[] = ['desk', 'desk_lead', 'handler', 'dept_head', 'legal', 'leader', 'auditor']
export const matterWorkers: readonly Role[] = ['desk', 'desk_lead', 'handler', 'dept_head', 'legal', 'leader']
export const approvers: readonly Role[] = ['dept_head', 'legal', 'leader']
export const clerksAndLeaders: readonly Role[] = ['desk', 'desk_lead', 'leader']
export const learners: readonly Role[] = ['desk', 'desk_lead', 'handler', 'dept_head', 'leader', 'auditor']
export const askers: readonly Role[] = ['desk', 'desk_lead', 'leader', 'auditor']
export const correspondents: readonly Role[] = ['desk', 'desk_lead', 'legal', 'leader', 'auditor']
export const archivists: readonly Role[] = ['desk', 'desk_lead', 'admin']

export const keyReaders: readonly Role[] = ['desk', 'desk_lead', 'handler', 'dept_head', 'leader', 'auditor']
export const borrowers: readonly Role[] = ['desk', 'desk_lead', 'handler', 'dept_head']

export const bookkeepers: readonly Role[] = ['desk', 'desk_lead', 'handler', 'dept_head', 'leader', 'auditor']

/** `departments` narrows handlers and heads to some; others have none that counts. */
export function mayOpen(roles: readonly Role[] | undefined, departments?: readonly string[]): boolean {
  const me = session.user
  if (!roles) return true
  if (me === null || !roles.includes(me.role)) return false
  return !departments || !['handler', 'dept_head'].includes(me.role) || departments.includes(me.department ?? '')
}

export const useMe = () => computed(() => session.user)
export const isClerk = () => mayOpen(clerks)

/** Where a person's day begins. */
export function landing(me: Pick<Me, 'role' | 'department'> | null): { name: string; query?: Record<string, string> } {
  switch (me?.role) {
    case 'legal':
    case 'leader':
      return { name: 'approvals' }
    case 'admin':
      return { name: 'users' }
    default:
      return { name: 'queue' }
  }
}
