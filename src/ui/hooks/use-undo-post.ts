import type { CanonicalId } from '../../protocol/brand.ts';
import { useInterface } from '../app/interface.tsx';
import { t } from '../text/translate.ts';

/** Takes a post back while it has not left and opens it in the composer again; says so when it was too late. */
export function useUndoPost(): (id: CanonicalId) => Promise<void> {
  const { app, composing, notices } = useInterface();
  return async (id) => {
    const draft = await app.undoPost(id);
    if (draft === false) {
      notices.show(() => t('delivery.too-late'), { tone: 'trouble' });
      return;
    }
    notices.say(t('delivery.taken-back'));
    composing.open({ kind: 'draft', draft });
  };
}
