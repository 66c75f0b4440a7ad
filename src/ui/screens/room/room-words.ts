import type { RoomUse } from '../../../protocol/ports/room.ts';
import { t } from '../../text/translate.ts';
import type { BrowserKind } from './browser-kind.ts';

/** What stands in the bar, in this order; `mine` is never deleted by the app. */
export interface Share {
  readonly kind: 'own' | 'media' | 'posts' | 'blocks' | 'imports' | 'accounts' | 'rest';
  readonly name: string;
  readonly bytes: number;
}

/** The parts of what is used; `others`: bytes of other accounts on this device. What the browser adds, and what is not counted, is the rest. */
export function sharesOf(use: RoomUse, usedBytes: number, others = 0): readonly Share[] {
  const shares: readonly Share[] = [
    { kind: 'own', name: t('storage.own'), bytes: use.ownPosts + use.ownMedia },
    { kind: 'media', name: t('storage.media'), bytes: use.othersMedia },
    { kind: 'posts', name: t('storage.posts'), bytes: use.othersPosts },
    { kind: 'blocks', name: t('storage.blocks'), bytes: use.blocks },
    { kind: 'imports', name: t('storage.imports'), bytes: use.imports },
    ...(others === 0 ? [] : [{ kind: 'accounts' as const, name: t('storage.accounts'), bytes: others }]),
  ];
  const counted = shares.reduce((sum, { bytes }) => sum + bytes, 0);
  return [...shares, { kind: 'rest', name: t('storage.rest'), bytes: Math.max(0, usedBytes - counted) }];
}

export function installText(way: BrowserKind['way']): string {
  switch (way) {
    case 'ios':
      return t('storage.install-ios');
    case 'mac-safari':
      return t('storage.install-mac');
    case 'android-chromium':
      return t('storage.install-android');
    case 'desktop-chromium':
      return t('storage.install-desktop');
    case 'android-firefox':
      return t('storage.install-android-firefox');
    case 'desktop-firefox':
      return t('storage.install-desktop-firefox');
    case 'unknown':
      return t('storage.install-unknown');
  }
}
