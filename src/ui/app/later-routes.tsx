import type { ReactNode } from 'react';
import { Redirect, useLocation } from 'wouter';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { Notifications } from '../screens/notifications/notifications.tsx';
import { OwnProfile, Profile } from '../screens/profile/profile.tsx';
import { Thread } from '../screens/thread/thread.tsx';
import { lazyScreen } from './lazy-screen.ts';
import { paths, readSegment } from './paths.ts';

const PostDetails = lazyScreen(async () => (await import('../screens/post-details/post-details.tsx')).PostDetails);
const Follow = lazyScreen(async () => (await import('../screens/follow/follow.tsx')).Follow, 'reading');
const Search = lazyScreen(async () => (await import('../screens/search/search.tsx')).Search, 'reading');
const Hashtag = lazyScreen(async () => (await import('../screens/hashtag/hashtag.tsx')).Hashtag, 'reading');
const CatchUp = lazyScreen(async () => (await import('../screens/catch-up/catch-up.tsx')).CatchUp);
const Bookmarks = lazyScreen(async () => (await import('../screens/bookmarks/bookmarks.tsx')).Bookmarks, 'reading');
const Lists = lazyScreen(async () => (await import('../screens/lists/lists.tsx')).Lists);
const List = lazyScreen(async () => (await import('../screens/lists/list.tsx')).List, 'reading');
const SettingsPages = lazyScreen(async () => (await import('../screens/settings/pages.tsx')).SettingsPages);
const AlreadyHere = lazyScreen(async () => (await import('../screens/devices/already-here.tsx')).AlreadyHere);
const OpenLink = lazyScreen(async () => (await import('../screens/open/open-link.tsx')).OpenLink);
const Connection = lazyScreen(async () => (await import('../screens/connection/connection.tsx')).Connection);

/** Addresses, with `*` for the one segment that the screen is given, unescaped. */
const routes: readonly (readonly [address: string, screen: (segment: string) => ReactNode])[] = [
  ['/search', () => <Search />],
  ['/search/*', (text) => <Search text={text} />],
  // An address of before.
  ['/follow', () => <Search />],
  ['/tag/*', (tag) => <Hashtag tag={tag} />],
  ['/notifications', () => <Notifications />],
  ['/me', () => <OwnProfile />],
  ['/person/*', (id) => <Profile id={id as Did | ObjectId} />],
  ['/post/*', (id) => <Thread id={id as ObjectId} />],
  ['/post/*/details', (id) => <PostDetails id={id as ObjectId} />],
  ['/catch-up', () => <CatchUp />],
  ['/bookmarks', () => <Bookmarks />],
  ['/lists', () => <Lists />],
  ['/lists/*', (id) => <List id={id} />],
  ['/settings', () => <SettingsPages page={undefined} />],
  ['/settings/*', (page) => <SettingsPages page={page} />],
  ['/pair/*', () => <AlreadyHere />],
  ['/connection', () => <Connection />],
];

/**
 * Every screen but the first. Ids in addresses were written by this app or by people: screens look them up, never trust them. A table,
 * since the router's own patterns would be part of the first script.
 */
export function LaterRoutes(): ReactNode {
  const [location] = useLocation();
  // All of the rest: what people pass on may hold slashes.
  if (/^\/@./.test(location)) return <Follow address={readSegment(location.slice(2))} />;
  if (location.startsWith('/open/')) return <OpenLink link={readSegment(location.slice('/open/'.length))} />;
  const here = location.replace(/\/$/, '').split('/');
  for (const [address, screen] of routes) {
    const parts = address.split('/');
    const fits = parts.length === here.length && parts.every((part, place) => part === '*' || part === here[place]);
    if (fits) return screen(readSegment(here[parts.indexOf('*')]));
  }
  return <Redirect to={paths.home} replace />;
}
