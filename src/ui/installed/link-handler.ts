/** Schemes of links that lead to people and posts of the fediverse, wherever they are (FEP-07d7, and what Misskey uses). */
export const linkSchemes = ['web+ap', 'web+activitypub'] as const;

type Registrar = Pick<Navigator, 'registerProtocolHandler'>;

export const canOpenLinks = (): boolean => 'registerProtocolHandler' in navigator;

/**
 * Asks the browser to open such links with this copy of the app; it asks its user in turn, and says nothing of the answer. Only ever after
 * a button was pressed. False: it does not take them from here.
 */
export function openLinksHere(browser: Registrar, page: Pick<Location, 'origin' | 'pathname'>): boolean {
  try {
    for (const scheme of linkSchemes) browser.registerProtocolHandler(scheme, `${page.origin}${page.pathname}#/open/%s`);
    return true;
  } catch {
    // A page that is not secure, or a private window.
    return false;
  }
}
