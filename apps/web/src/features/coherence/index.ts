export { CoherenceScreen } from './coherence-screen.tsx'
