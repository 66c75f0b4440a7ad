// The frame around an account's screens and its words in English, for whoever draws the interface without the rest of an account.
export { Shell } from './shell.tsx';
export { messages as shellMessages } from '../locales/en/shell.po';
