import { useEffect } from 'react';

/** Number of unread things on the icon of the installed app, where the system has such a thing. */
export function useAppBadge(count: number): void {
  useEffect(() => {
    if (!('setAppBadge' in navigator)) return;
    // Refused when the app is not installed; then there is no icon to mark.
    void (count === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(count)).catch(() => undefined);
  }, [count]);
}
