import { commonHeaders, headerRules, type Headers } from './header-rules.ts';

/** `_headers`, as Netlify and Cloudflare Pages read it. */
export function headersFile(): string {
  const block = (path: string, headers: Headers): string =>
    `${path}\n${headers.map(([name, value]) => `  ${name}: ${value}\n`).join('')}`;
  const rules = headerRules.map(({ path, isFolder, headers }) => block(isFolder ? `${path}*` : path, headers));
  return [block('/*', commonHeaders), ...rules].join('\n');
}
