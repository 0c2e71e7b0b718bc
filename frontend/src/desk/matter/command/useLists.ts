import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useFormat } from '@/shared/format'
import { session } from '@/shared/session'
import { useWords } from '@/shared/words/useWords'
import type { Matter } from '@/shared/api/types'
import { useChoices, type Choice } from '../../parts/useChoices'
import { useCommunities } from '../../parts/useCommunities'
import type { Field } from './field'
import { rightNow } from './known'

/** The choices of a field: words of the catalogue, or what the matter itself holds. */
export function useLists(matter: () => Matter) {
  const { t } = useI18n()
  const words = useWords()
  const { of, catalogue } = useChoices()
  const { money, dayTime, day } = useFormat()
  const communities = useCommunities()
  const visits = computed(() => matter().visits.filter((v) => !v.outcome).map((v) => ({ value: v.id, label: `${dayTime(v.from)} · ${v.who}` })))
  const arrived = computed(() => matter().visits.some((v) => !v.outcome && v.arrivedAt))
  const open = computed(() => matter().infoRequests.filter((r) => !r.answeredAt && !r.cancelled))

  const household = (h: { houseId: string; label: string | null; name: string | null }) => ({ value: h.houseId, label: [h.label ?? h.houseId, h.name].filter(Boolean).join(' · ') })

  const payments = (wanted: (p: Matter['payments'][number]) => boolean = () => true) =>
    matter().payments.filter((p) => !p.correctionOf && wanted(p)).map((p) => ({ value: p.id, label: `${words('measure', p.kind)} ${money(p.netFen)} · ${day(p.paidAt)} · ${p.receipt}` }))

  function listOf(field: Field, command: string): Choice<any>[] {
    switch (field.list) {
      case undefined:
        return (matter().plan?.options ?? []).map((o, i) => ({ value: i, label: o.title || t('matter.plan.option', { n: i + 1 }), hint: `${money(o.amountFen)} · ${o.measures.map((m) => words('measure', m.kind)).join(t('words.comma'))}` }))
      case 'causes': {
        const fit = catalogue.value?.categories.find((c) => c.code === (matter().category ?? matter().suggestion?.category))?.causes
        return of('causes').filter((c) => !fit || fit.includes(c.value))
      }
      case 'yesNo':
        return [{ value: true, label: t('matter.yes') }, { value: false, label: t('matter.no') }]
      case 'yesNoOpen':
        return [{ value: true, label: t(`matter.judge.${field.name}.yes`) }, { value: false, label: t(`matter.judge.${field.name}.no`) }, { value: null, label: t('matter.judge.open') }].map((c) => ({ ...c, hint: t(`reading.judge.${field.name}.${String(c.value)}`) }))
      case 'callPurposes':
        return of('callPurposes').filter((p) => p.value !== 'meeting' || matter().meeting?.yours)
      case 'timeSuits':
      case 'priceSuits':
      case 'reachedOrNot':
      case 'metOrNot':
        return [{ value: true, label: t(`work.${field.list}.yes`) }, { value: false, label: t(`work.${field.list}.no`) }]
      case 'visitResults':
        return of('visitOutcomes').filter((o) => o.value !== 'moved' && !(o.value === 'arrived' && arrived.value))
      case 'openVisits':
        return visits.value
      case 'coming':
        return [...visits.value, ...matter().rechecks.filter((r) => !r.outcome).map((r) => ({ value: r.id, label: `${words('recheck', r.because)} · ${dayTime(r.by)}` }))]
      case 'openTasks':
        return matter().tasks.filter((x) => !x.doneAt).map((x) => ({ value: x.id, label: `${x.what} · ${x.who}` }))
      case 'completeOutcomes':
      case 'confirmOutcomes':
        return ['fixed', 'partly'].map((value) => ({ value, label: words('outcome', value) }))
      case 'closeOutcomes':
        return ['unreachable', 'not_feasible'].map((value) => ({ value, label: words('outcome', value) }))
      case 'runningClocks':
        return matter().clocks.filter((c) => !c.endedAt && matter().movableClocks.includes(c.kind)).map((c) => ({ value: c.kind, label: `${words('clock', c.kind)} · ${dayTime(c.dueAt)}` }))
      case 'questions':
        return open.value.map((r) => ({ value: r.id, label: `${words('department', r.from)}${t('components.colon')}${r.question}` }))
      case 'questionsToMe':
        return open.value.filter((r) => r.from === session.user?.department).map((r) => ({ value: r.id, label: r.question }))
      case 'entries':
        return [...payments(), ...matter().recoveries.filter((r) => !r.correctionOf).map((r) => ({ value: r.id, label: `${t('matter.pay.recovered')} ${money(rightNow(matter(), r.id))} · ${day(r.receivedAt)} · ${r.receipt}` }))]
      case 'unsigned':
        return payments((p) => p.awaitsReceipt)
      case 'recoverable':
        return payments((p) => p.netFen > p.recoveredFen)
      case 'communities':
        return communities.choices.value
      case 'incidentLevels':
        return ['serious', 'major', 'extraordinary'].map((value) => ({ value, label: t(`incidents.level.${value}`) }))
      case 'households':
        return matter().households.map(household)
      case 'objections':
        return matter().households.filter((h) => ['refused', 'declined'].includes(h.state) && !h.attended).map(household)
      case 'payableHouses':
        return (matter().group?.payableHouseIds ?? []).map((id) => household(matter().households.find((h) => h.houseId === id) ?? { houseId: id, label: matter().houseLabel, name: matter().reporter?.name ?? null }))
      case 'linked':
        return matter().linked.map((l) => ({ value: l.id, label: [l.number, l.why].filter(Boolean).join(' · ') }))
      case 'lettersIn':
      case 'lettersOut':
        return matter().letters.filter((l) => l.direction === (field.list === 'lettersIn' ? 'in' : 'out')).map((l) => ({ value: l.id, label: `${l.number} · ${l.subject}` }))
      case 'outsiders':
        return matter().external.map((e) => ({ value: e.id, label: [e.name ?? words('party', e.party), e.asked].filter(Boolean).join(t('components.colon')) }))
      case 'parties': {
        const given = matter().external.map((e) => e.party)
        return [...new Set([...given, ...of('externalParties').map((p) => p.value)])].map((value) => ({ value, label: words('party', value) }))
      }
      default:
        return of(field.list).map((c) => (command === 'classify' && field.list === 'severities' ? { ...c, hint: t(`matter.severityHint.${c.value}`) } : c))
    }
  }
  return { listOf }
}
