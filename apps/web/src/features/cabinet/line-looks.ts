import type { RecordOf } from '@barycentre/plan'

export type LineType = NonNullable<RecordOf<'line'>['type']>

export const lineTypes = [
  'direct',
  'dotted',
  'consult',
  'inform',
  'tasking',
  'technical',
  'administrative',
] as const satisfies readonly LineType[]

/** How a type of line is told from the others without its colour: dashes, weight, the mark at its end, and its word. */
export type LineLook = { readonly width: number; readonly dash?: string; readonly mark?: LineMark }
export type LineMark = 'circle' | 'diamond' | 'open-arrow' | 'arrow' | 'square' | 'bar'

export const lineLooks: { readonly [Type in LineType]: LineLook } = {
  direct: { width: 1.6 },
  dotted: { width: 2, dash: '0.1 5', mark: 'circle' },
  consult: { width: 1.4, dash: '9 4', mark: 'diamond' },
  inform: { width: 1.2, dash: '3 3', mark: 'open-arrow' },
  tasking: { width: 2.2, dash: '14 4', mark: 'arrow' },
  technical: { width: 1.4, dash: '10 3 2 3', mark: 'square' },
  administrative: { width: 1.4, dash: '10 3 2 3 2 3', mark: 'bar' },
}
