import { useEffect } from 'react';
import type { PersonView } from '../../../services/app-api.ts';
import { isDid } from '../../app/ids.ts';
import { useApp } from '../../app/interface.tsx';

/** Looks once whether the domain of somebody's readable address agrees; what it says shows when it is known. */
export function useConfirmAddress({ id, me }: PersonView, isRead: boolean): void {
  const app = useApp();
  useEffect(() => {
    if (me || !isDid(id) || !isRead) return;
    const confirm = async (): Promise<void> => (await app.addresses()).confirm(id);
    // Without an answer the address just has no mark.
    confirm().catch(() => undefined);
  }, [app, id, me, isRead]);
}
