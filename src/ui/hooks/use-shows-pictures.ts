import type { PersonView } from '../../services/app-api.ts';
import { useInterface } from '../app/interface.tsx';
import { useLive } from './use-live.ts';

/**
 * Whether pictures of somebody on a server are loaded from that server: of those one follows, unless one chose otherwise, and of
 * those whose pictures were asked for. Nobody else's server learns who reads.
 */
export function useShowsPictures(person: PersonView): boolean {
  const { preferences, askedFor } = useInterface();
  const always = useLive(preferences.remotePictures);
  const asked = useLive(askedFor);
  return person.remote !== undefined && ((always && person.followed) || asked.has(person.id));
}
