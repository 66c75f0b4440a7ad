import type { ComposeError } from '../../services/app-api.ts';
import { loadMessages, t } from './translate.ts';

/** Words for what went wrong with something one wrote; they load when something has. */
export async function loadErrorText(problem: ComposeError): Promise<string> {
  try {
    const [{ composeErrorText }] = await Promise.all([import('./error-text.ts'), loadMessages('screens')]);
    return composeErrorText(problem);
  } catch {
    return t('error.unexpected-post');
  }
}
