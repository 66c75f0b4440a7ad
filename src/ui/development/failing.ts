import type { PollenApp } from '../../services/app-api.ts';

const asked = [
  ...(['home', 'profileTimeline', 'thread', 'person', 'notifications', 'following', 'drafts', 'media'] as const),
  ...(['accounts', 'addresses', 'collections', 'devices', 'files', 'hosting', 'linked', 'lock', 'reading', 'recovery'] as const),
  ...(['room', 'search', 'storage', 'succession', 'website'] as const),
];

/** The app when its storage answers nothing that a screen asks for. */
export function failing<A extends PollenApp>(app: A): A {
  const fails = async (): Promise<never> => {
    throw new Error('sample');
  };
  return { ...app, ...Object.fromEntries(asked.map((name) => [name, fails])) };
}
