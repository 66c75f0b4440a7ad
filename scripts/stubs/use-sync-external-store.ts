// What wouter takes from a package for Reacts that lack it, ours has.
export { useSyncExternalStore } from 'react';
