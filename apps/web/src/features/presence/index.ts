export { FollowBar } from './follow-bar.tsx'
export { PresenceAvatars } from './presence-avatars.tsx'
export { useAnnounceHere, useFieldPresence } from './use-here.ts'
