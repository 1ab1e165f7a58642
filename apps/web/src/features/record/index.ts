// The panel alone. Who shows a label or a prose field imports that file, and does not wait for the panel.
export { RecordPanel } from './record-panel.tsx'
