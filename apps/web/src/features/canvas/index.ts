export { CanvasScreen } from './canvas-screen.tsx'
