export { choiceLabel, fieldLabel, kindLabel, recordName } from './labels.ts'
export { ProseField, type ProseFieldProps } from './prose-field.tsx'
export { RecordPanel } from './record-panel.tsx'
export { mapOffset, mergeText, textChange, type TextChange } from './text-change.ts'
