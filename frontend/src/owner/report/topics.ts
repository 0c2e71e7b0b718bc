import type { Category } from '@/shared/api/types'

/** The classes that owners reach for, with a picture each; those of daily life first. */
export const topics: { code: Category; path: string }[] = [
  { code: 'drainage_leak', path: 'M12 3.5s6 6.500 6 10.700a6 6 0 01-12 0C6 10 12 3.500 12 3.500zM9.500 14.500a2.800 2.800 0 002.500 2.700' },
  { code: 'water_supply', path: 'M4 10h8V7H9.500M12 7h2.500M10.800 7V4.500M7.500 4.500H14M12 10h2.500a4 4 0 014 4v1.500h-3.500V14H4zM16.800 18.500v1.800' },
  { code: 'electrical', path: 'M13 3L5.500 13.500H11L10 21l8-11h-5.800z' },
  { code: 'elevator', path: 'M5 3.500h14v17H5zM12 3.500v17M7.300 11l1.200-2 1.200 2M14.300 13l1.200 2 1.200-2' },
  { code: 'hvac_heating', path: 'M3.500 5.500h17v6.500h-17zM6.500 9h7M7 15.500c0 1.500-1.500 1.500-1.500 3.500M12 15.500c0 1.500 0 2 0 3.500M17 15.500c0 1.500 1.500 1.500 1.500 3.500' },
  { code: 'structure_quality', path: 'M4 4.500h16v15H4zM4 9.500h16M4 14.500h16M10 4.500v5M15 9.500v5M8 14.500v5' },
  { code: 'parking_gate_access', path: 'M4 16.500v-4l2-5.500h12l2 5.500v4zM4 12.500h16M6.500 16.500V19M17.500 16.500V19M7 14.500h1.500M15.500 14.500H17' },
  { code: 'fire_safety', path: 'M12 3c.5 4 5.500 5.500 5.500 11a5.500 5.500 0 01-11 0c0-2.500 1.300-4 2.500-5 .2 1.500.8 2.500 1.800 3C10.500 9 10.500 6 12 3z' },
  { code: 'public_facility', path: 'M5 20V8l7-4 7 4v12M9 20v-6h6v6M9 10.500h6' },
  { code: 'cleaning', path: 'M14.500 3.500L12 10M8 10h8l1.500 10h-11zM10 14v6M14 14v6' },
  { code: 'security', path: 'M12 3.500l7.500 2.800v5.200c0 4.600-3.200 7.600-7.500 9-4.300-1.400-7.500-4.400-7.500-9V6.300z' },
  { code: 'noise_neighbour', path: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15 9a4.500 4.500 0 010 6M17.500 6.500a8 8 0 010 11' },
  { code: 'greening', path: 'M12 20.500v-7M12 13.500c-5 0-6.500-3.500-6.500-7.500 4 0 6.500 2 6.500 7.500zM12 16c0-4 2.500-6 6.500-6 0 4-2.500 6-6.500 6z' },
  { code: 'pets', path: 'M8 12.500c2-2.500 6-2.500 8 0s2.500 6-1 6c-1.500 0-1.500-.7-3-.7s-1.500.7-3 .7c-3.500 0-3-3.500-1-6zM6 8.500v1M10 5.500v1.500M14 5.500v1.500M18 8.500v1' },
  { code: 'staff_attitude', path: 'M12 4a8 8 0 100 16 8 8 0 000-16zM9 10v.500M15 10v.500M8.500 15.500c2-2 5-2 7 0' },
  { code: 'billing_error', path: 'M6 3.500h12v17l-3-2-3 2-3-2-3 2zM9 8h6M9 11.500h6M9 15h3' },
  { code: 'fee_dispute', path: 'M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17zM8.500 7.500L12 12l3.500-4.500M12 12v5M9 12.500h6M9 15h6' },
  { code: 'utility_charge', path: 'M4.500 4.500h15v15h-15zM8 8h8v3.500H8zM8 15.500h.2M12 15.500h.2M16 15.500h.2' },
  { code: 'decoration_agreement', path: 'M5 4h11v5H5zM16 6h3.500v6H12v3M10.500 15h3v5.500h-3z' },
  { code: 'deposit_refund', path: 'M4 8h14l-3-3.500M20 16H6l3 3.500' },
  { code: 'invoice_receipt', path: 'M6 3.500h8l4 4v13H6zM14 3.500v4h4M9 12h6M9 16h4' },
  { code: 'maintenance_fund', path: 'M5 9c0-2 3-3.500 7-3.500S19 7 19 9s-3 3.500-7 3.500S5 11 5 9zM5 9v6.500C5 17.500 8 19 12 19s7-1.500 7-3.500V9' },
  { code: 'delivery_delay', path: 'M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17zM12 7.500V12l3 2' },
  { code: 'contract_terms', path: 'M6 3.500h12v17H6zM9 8h6M9 12h6M9 16h3' },
  { code: 'purchase_contract', path: 'M4 11.500L12 5l8 6.500M6.500 10v9.500h11V10M9.500 15l2 2 3.500-4' },
  { code: 'title_certificate', path: 'M4.500 5h15v11h-15zM8 9h8M8 12h4M15 16v4.500l1.500-1 1.500 1V16' },
  { code: 'vendor_tender', path: 'M5 20.500h9M12.500 5.500l6 6M10 8l6 6M13.500 9.500L5.500 17.500M11 4l3-1M18 14l2-2' },
  { code: 'advice_praise', path: 'M7.500 20.500v-10L12 3.500c2 0 2.500 1.500 2 3.500l-.7 3H19l-1.500 10.500zM4 10.500h3.500v10H4z' },
]
export const first = 9
