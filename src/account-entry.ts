// What an account adds to the first script, as one file: fetched as soon as it is known that there is an account.
export { openDesk } from './services/desk.ts';
export { openAccountStore } from './storage/open-account-store.ts';
export { Shell } from './ui/app/shell.tsx';
export { messages as shellMessages } from './ui/locales/en/shell.po';
