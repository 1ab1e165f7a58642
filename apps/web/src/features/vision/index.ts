export { VisionScreen, VisionScreen as default } from './vision-screen.tsx'
