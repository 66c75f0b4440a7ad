import type { Messages } from '@lingui/core';
import { type ComponentType, createContext, type ReactNode, useContext } from 'react';
import type { Me, PollenApp } from '../../services/app-api.ts';
import type { ListingStore } from '../lists/listing.ts';
import { createListing, type ListingOptions } from '../lists/listing.ts';
import { createPlaces, type Places } from '../lists/place.ts';
import { useLive } from '../hooks/use-live.ts';
import { type Composing, createComposing } from './composing.ts';
import { createNotices, type Notices } from './notices.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createValue, type Value } from './value.ts';

/** The frame around an account's screens and its words in English: what an account adds to the first script. */
export type LoadFrame = () => Promise<{ readonly Shell: ComponentType; readonly shellMessages: Messages }>;

/** What every screen may use: the app below, and what the interface itself remembers between screens. */
export interface Interface {
  readonly app: PollenApp;
  readonly loadFrame: LoadFrame;
  /** Resolves when the first screen shows what it is for. */
  readonly stands: Promise<void>;
  /** A screen shows what it is for. */
  readonly standsNow: () => void;
  readonly notices: Notices;
  readonly composing: Composing;
  readonly preferences: Preferences;
  /** The account has just been made here, and its first steps are not over. */
  readonly onboarding: Value<boolean>;
  /** The accounts of this device lie over the screen. */
  readonly switching: Value<boolean>;
  /** People on servers whose pictures were asked for, until the page is closed. */
  readonly askedFor: Value<ReadonlySet<string>>;
  /** Where the reader was in lists, by their names. */
  readonly places: Places;
  /** The list of this name, made on first use, so that going back finds it as it was. */
  listing<T>(name: string, options: () => ListingOptions<T>): ListingStore<T>;
  /** Lets go of everything that was read, written or said: the account was locked. */
  forget(): void;
}

/** Lists remembered at most; the one not used for longest is forgotten. */
const mostListings = 12;

export function createInterface(app: PollenApp, loadFrame: LoadFrame): Interface {
  const listings = new Map<string, unknown>();
  const notices = createNotices();
  const composing = createComposing();
  const switching = createValue(false);
  const places = createPlaces(globalThis.localStorage, () => {
    const session = app.session.get();
    return session.phase === 'ready' ? session.me.did : '';
  });
  const stands = Promise.withResolvers<void>();
  return {
    app,
    loadFrame,
    stands: stands.promise,
    standsNow: stands.resolve,
    notices,
    composing,
    places,
    forget() {
      listings.clear();
      composing.close();
      switching.set(false);
      for (const { id } of notices.shown.get()) notices.dismiss(id);
    },
    preferences: createPreferences(globalThis.localStorage),
    onboarding: createValue(false),
    switching,
    askedFor: createValue<ReadonlySet<string>>(new Set()),
    listing<T>(name: string, options: () => ListingOptions<T>): ListingStore<T> {
      // The name decides the type of the items: one name, one kind of list.
      const known = listings.get(name) as ListingStore<T> | undefined;
      const list = known ?? createListing(options());
      listings.delete(name);
      listings.set(name, list);
      const oldest = listings.keys().next();
      if (listings.size > mostListings && oldest.done !== true) listings.delete(oldest.value);
      return list;
    },
  };
}

const InterfaceContext = createContext<Interface | undefined>(undefined);

export function InterfaceProvider(props: { readonly value: Interface; readonly children: ReactNode }): ReactNode {
  return <InterfaceContext value={props.value}>{props.children}</InterfaceContext>;
}

export function useInterface(): Interface {
  const value = useContext(InterfaceContext);
  if (value === undefined) throw new Error('outside of the interface');
  return value;
}

export const useApp = (): PollenApp => useInterface().app;

/** Whose account this is; only below a session that is ready. */
export function useMe(): Me {
  const session = useLive(useApp().session);
  if (session.phase !== 'ready') throw new Error('no account yet');
  return session.me;
}
