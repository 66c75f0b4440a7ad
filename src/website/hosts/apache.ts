import { commonHeaders, headerRules, type Headers } from './header-rules.ts';

/** `.htaccess` for Apache 2.4: needs `AllowOverride FileInfo` and mod_headers. */
export function apacheConfiguration(): string {
  const set = (headers: Headers, indent: string): string =>
    headers.map(([name, value]) => `${indent}Header always set ${name} "${value.replaceAll('"', '\\"')}"\n`).join('');
  const rules = headerRules.map(({ path, isFolder, headers }) => {
    const pattern = `^${path.replaceAll('.', '\\.')}${isFolder ? '' : '$'}`;
    const type = headers.find(([name]) => name === 'Content-Type')?.[1];
    const forceType = type === undefined ? '' : `  ForceType "${type.replaceAll('"', '\\"')}"\n`;
    const others = headers.filter(([name]) => name !== 'Content-Type');
    return `<If "%{REQUEST_URI} =~ m#${pattern}#">\n${forceType}${set(others, '  ')}</If>\n`;
  });
  return `Options -MultiViews -Indexes
DirectoryIndex index.html
ErrorDocument 404 /404.html
FileETag MTime Size
AddCharset utf-8 .html .css .xml

${set(commonHeaders, '')}
${rules.join('\n')}`;
}
