import type { Consultation, Plan } from '@barycentre/plan'

export const nationalKinds = ['national_government', 'local_authority'] as const
export const civilSocietyKinds = ['civil_society', 'local_ngo', 'womens_organisation'] as const

/** Whether any of the consultations was with one of these kinds. */
export function isConsulted(
  plan: Plan,
  kinds: readonly string[],
  matters: (consultation: Consultation) => boolean = () => true,
): boolean {
  return [...plan.consultation.values()].some(
    consultation => consultation.withKinds?.some(kind => kinds.includes(kind)) === true && matters(consultation),
  )
}
