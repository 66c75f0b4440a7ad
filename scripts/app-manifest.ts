/** Files that other apps may hand over for the import: lists and archives of other networks. */
const importTypes = ['text/csv', '.csv', 'application/zip', '.zip', 'application/gzip', 'application/x-gzip', '.gz', '.tgz'];
/** What belongs into a post. */
const mediaTypes = ['image/*', 'video/*', 'audio/*'];

const icon = { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' };

/**
 * What the system learns about the app (W3C Web App Manifest). All addresses are relative, so that it is true in any folder. Members with
 * `_localized` are of the living standard; who does not know them shows English. There are no `protocol_handlers`: links from other pages
 * are opened here only by people who pressed the button in Settings for that, not by everybody who installs.
 */
export const appManifest = {
  id: './',
  name: 'Pollen',
  short_name: 'Pollen',
  description: 'A social network that lives in your browser. No server owns your account.',
  description_localized: {
    de: 'Ein soziales Netzwerk, das in deinem Browser lebt. Dein Konto gehört keinem Server.',
  },
  lang: 'en',
  dir: 'ltr' as const,
  // With a fragment: when the app is open already, going there is no new start, and nothing that is open is lost.
  start_url: './#/',
  scope: './',
  display: 'standalone' as const,
  display_override: ['standalone' as const, 'minimal-ui' as const],
  background_color: '#fbf8f1',
  theme_color: '#fbf8f1',
  categories: ['social'],
  prefer_related_applications: false,
  // One window: two of them would compete for one account's connections.
  launch_handler: { client_mode: ['navigate-existing' as const, 'auto' as const] },
  shortcuts: [
    { name: 'Write a post', short_name: 'Write', name_localized: { de: 'Beitrag schreiben' }, url: './#/compose', icons: [icon] },
    { name: 'Notifications', name_localized: { de: 'Mitteilungen' }, url: './#/notifications', icons: [icon] },
    {
      name: 'Bring people along',
      short_name: 'Import',
      name_localized: { de: 'Leute mitbringen' },
      url: './#/settings/import',
      icons: [icon],
    },
  ],
  share_target: {
    action: './share',
    method: 'POST' as const,
    enctype: 'multipart/form-data',
    params: { title: 'title', text: 'text', url: 'url', files: [{ name: 'files', accept: [...importTypes, ...mediaTypes] }] },
  },
  file_handlers: [
    {
      action: './#/settings/import',
      accept: { 'text/csv': ['.csv'], 'application/zip': ['.zip'], 'application/gzip': ['.gz', '.tgz'] },
    },
  ],
  icons: [
    icon,
    { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' as const },
    { src: 'icons/monochrome.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'monochrome' as const },
  ],
  screenshots: [
    {
      src: 'screenshots/wide.png',
      sizes: '1280x900',
      type: 'image/png',
      form_factor: 'wide' as const,
      label: 'The timeline on a computer',
    },
    {
      src: 'screenshots/narrow.png',
      sizes: '390x844',
      type: 'image/png',
      form_factor: 'narrow' as const,
      label: 'The timeline on a phone',
    },
    {
      src: 'screenshots/narrow-write.png',
      sizes: '390x844',
      type: 'image/png',
      form_factor: 'narrow' as const,
      label: 'Writing a post',
    },
  ],
};
