import { commonHeaders, headerRules, type Headers } from './header-rules.ts';

/** A sample server block. nginx forgets outer `add_header` lines wherever a location has its own, so each has them all. */
export function nginxConfiguration(origin: string | undefined): string {
  const name = origin === undefined ? 'me.example' : new URL(origin).hostname;
  const lines = (headers: Headers): string =>
    [...commonHeaders, ...headers]
      .filter(([header]) => header !== 'Content-Type')
      .map(([header, value]) => `        add_header ${header} ${quoted(value)} always;\n`)
      .join('');
  const locations = headerRules.map(({ path, isFolder, headers }) => {
    const type = headers.find(([header]) => header === 'Content-Type')?.[1];
    const types = type === undefined ? '' : `        types { }\n        default_type ${quoted(type)};\n`;
    return `    location ${isFolder ? '^~' : '='} ${path} {\n${types}${lines(headers)}    }\n`;
  });
  return `# Sample for nginx. Change root, server_name and the certificate; then put it where your nginx reads its sites.
server {
    listen 443 ssl;
    listen [::]:443 ssl;
    server_name ${name};
    ssl_certificate     /etc/letsencrypt/live/${name}/fullchain.pem;
    ssl_certificate_key /etc/letsencrypt/live/${name}/privkey.pem;

    root /var/www/${name};
    index index.html;
    error_page 404 /404.html;
    gzip on;
    gzip_types application/ld+json application/atom+xml application/jrd+json text/css image/svg+xml;

    # Samples and notes are not part of the site.
    location ~ ^/(_headers|\\.htaccess|nginx\\.conf\\.txt|README\\.txt)$ { return 404; }

${locations.join('\n')}
    location / {
${lines([['Cache-Control', 'no-cache']])}    }
}
`;
}

/** In the kind of quotes that the value has none of. */
const quoted = (text: string): string => (text.includes('"') ? `'${text}'` : `"${text}"`);
