import type { MatterItem } from '@/shared/api/types'

/** Whether the desk has it, though a department was named: not dispatched yet, come back, or answered. */
export const withDesk = (m: Pick<MatterItem, 'status'>) => m.status === 'registered' || m.status === 'unfounded'
