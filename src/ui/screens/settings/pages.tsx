import type { ComponentType, LazyExoticComponent, ReactNode } from 'react';
import { Redirect } from 'wouter';
import { lazyScreen } from '../../app/lazy-screen.ts';
import { paths } from '../../app/paths.ts';
import { Settings } from './settings.tsx';

/** What lies below Settings, by the last part of its address. A new page costs nothing before it is opened. */
const pages: Readonly<Record<string, LazyExoticComponent<ComponentType>>> = {
  accounts: lazyScreen(async () => (await import('../accounts/accounts.tsx')).Accounts),
  app: lazyScreen(async () => (await import('./app-page.tsx')).AppPage),
  address: lazyScreen(async () => (await import('../address/address.tsx')).Address),
  backup: lazyScreen(async () => (await import('../backup/backup.tsx')).Backup),
  devices: lazyScreen(async () => (await import('../devices/devices.tsx')).Devices),
  check: lazyScreen(async () => (await import('../check/check.tsx')).Check),
  import: lazyScreen(async () => (await import('../import/import.tsx')).Import),
  linked: lazyScreen(async () => (await import('../linked/linked.tsx')).Linked),
  blocked: lazyScreen(async () => (await import('../blocked/blocked.tsx')).Blocked),
  filters: lazyScreen(async () => (await import('../filters/filters.tsx')).Filters),
  lock: lazyScreen(async () => (await import('../lock/lock-settings.tsx')).LockSettings),
  notifications: lazyScreen(async () => (await import('./notify-page.tsx')).NotifyPage),
  share: lazyScreen(async () => (await import('../share/share.tsx')).Share),
  storage: lazyScreen(async () => (await import('../room/room-screen.tsx')).RoomScreen),
  successor: lazyScreen(async () => (await import('../succession/succession.tsx')).Succession),
  website: lazyScreen(async () => (await import('../website/website.tsx')).Website),
};

export function SettingsPages(props: { readonly page: string | undefined }): ReactNode {
  if (props.page === undefined) return <Settings />;
  const Page = Object.hasOwn(pages, props.page) ? pages[props.page] : undefined;
  return Page === undefined ? <Redirect to={paths.settings} replace /> : <Page />;
}
