export interface HoldingForm {
  houseId: string
  label: string
  contractNumber: string
  signedOn: string
  handedOverOn: string
  areaM2: string
  warranty: { part: string; until: string }[]
}
