import { useEffect } from 'react';
import type { Settings } from '../../services/app-api.ts';

/**
 * The frame that the system draws around the app follows the theme that was chosen, not only that of the system. Both colours stand in
 * index.html, one for each scheme.
 */
export function useFrameColour(theme: Settings['theme']): void {
  useEffect(() => {
    const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];
    const usual = metas.map(({ content }) => content);
    const chosen = metas.find(({ media }) => media.includes(theme))?.content;
    if (chosen !== undefined) for (const meta of metas) meta.content = chosen;
    return () => {
      for (const [index, meta] of metas.entries()) meta.content = usual[index] ?? meta.content;
    };
  }, [theme]);
}
