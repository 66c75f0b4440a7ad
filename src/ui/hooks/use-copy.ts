import { useInterface } from '../app/interface.tsx';
import { t } from '../text/translate.ts';

/** Puts a text on the clipboard and says so; false when the browser forbids it. */
export function useCopy(): (text: string) => Promise<boolean> {
  const { notices } = useInterface();
  return async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      notices.show(() => t('action.copied'));
      return true;
    } catch {
      notices.show(() => t('action.copy-failed'), { tone: 'trouble' });
      return false;
    }
  };
}
