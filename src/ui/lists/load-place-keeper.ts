import { loadOnce } from '../../protocol/load-once.ts';
import type * as keeper from './place-keeper.ts';

type PlaceKeeper = typeof keeper;

let loaded: PlaceKeeper | undefined;

/** What finds and holds places in a page, once it has come: who begins at a place has waited for it. */
export const placeKeeper = (): PlaceKeeper | undefined => loaded;

export const loadPlaceKeeper = loadOnce(async (): Promise<PlaceKeeper> => {
  loaded = await import('./place-keeper.ts');
  return loaded;
});
