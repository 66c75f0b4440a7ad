import type { ReactNode } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import { lazyScreen } from './lazy-screen.ts';
import { readSegment } from './paths.ts';

const Profile = lazyScreen(async () => (await import('../screens/profile/profile.tsx')).Profile);
const OwnProfile = lazyScreen(async () => (await import('../screens/profile/profile.tsx')).OwnProfile);
const Thread = lazyScreen(async () => (await import('../screens/thread/thread.tsx')).Thread);
const PostDetails = lazyScreen(async () => (await import('../screens/post-details/post-details.tsx')).PostDetails);
const Notifications = lazyScreen(async () => (await import('../screens/notifications/notifications.tsx')).Notifications);
const Follow = lazyScreen(async () => (await import('../screens/follow/follow.tsx')).Follow);
const Bookmarks = lazyScreen(async () => (await import('../screens/bookmarks/bookmarks.tsx')).Bookmarks);
const Lists = lazyScreen(async () => (await import('../screens/lists/lists.tsx')).Lists);
const List = lazyScreen(async () => (await import('../screens/lists/list.tsx')).List);
const SettingsPages = lazyScreen(async () => (await import('../screens/settings/pages.tsx')).SettingsPages);
const AlreadyHere = lazyScreen(async () => (await import('../screens/devices/already-here.tsx')).AlreadyHere);
const Connection = lazyScreen(async () => (await import('../screens/connection/connection.tsx')).Connection);

/** Every screen but the first. Ids in addresses were written by this app or by people: screens look them up, never trust them. */
export function LaterRoutes(): ReactNode {
  return (
    <Switch>
      <Route path="/follow">
        <Follow />
      </Route>
      <Route path={/^\/@(?<address>.+)$/}>{(match) => <Follow address={readSegment(match['address'])} />}</Route>
      <Route path="/notifications">
        <Notifications />
      </Route>
      <Route path="/me">
        <OwnProfile />
      </Route>
      <Route path="/person/:id">{(match) => <Profile id={readSegment(match.id) as Did | ObjectId} />}</Route>
      <Route path="/post/:id">{(match) => <Thread id={readSegment(match.id) as ObjectId} />}</Route>
      <Route path="/post/:id/details">{(match) => <PostDetails id={readSegment(match.id) as ObjectId} />}</Route>
      <Route path="/bookmarks">
        <Bookmarks />
      </Route>
      <Route path="/lists">
        <Lists />
      </Route>
      <Route path="/lists/:id">{(match) => <List id={readSegment(match.id)} />}</Route>
      <Route path="/settings/:page?">{(match) => <SettingsPages page={match.page} />}</Route>
      <Route path="/pair/:code">
        <AlreadyHere />
      </Route>
      <Route path="/connection">
        <Connection />
      </Route>
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}
