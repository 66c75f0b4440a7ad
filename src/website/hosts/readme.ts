import type { SiteAuthor } from '../site-author.ts';

/** What somebody reads who opens the folder or zip: what to do with it, host by host. */
export const readme = (author: SiteAuthor, origin: string | undefined): string => `The website of @${author.username}
${'='.repeat(17 + author.username.length)}
Made by Pollen from signed posts. Copy everything in this folder to the top of a web host${origin === undefined ? '' : ` that answers at\n${origin}`},
including the names that begin with a dot. Make it again after new posts; files that did not change stay the
same, so tools that compare upload only what is new. Upload .well-known/apgateway/…/outbox.jsonld last.

Netlify            Drop the folder on app.netlify.com/drop, or: netlify deploy --prod --dir .
                   Headers come from the file _headers.
Cloudflare Pages   wrangler pages deploy .   (free plan: at most 20,000 files)
                   Headers come from the file _headers.
nginx              See nginx.conf.txt.
Apache             .htaccess needs "AllowOverride FileInfo Options Indexes" and mod_headers.
GitHub Pages       Push the folder to a repository and turn Pages on. People, feed readers and Pollen can read it;
                   it sends no headers of one's own, so servers like Mastodon will not find the account there.
Anything else      Any server that hands out files will do for people, feed readers and everyone who checks signatures.

Folder names hold a colon (did:key:…): unpack on Linux or macOS, not on a Windows disk.
${origin === undefined ? '\nMade without a web address: no WebFinger in it. Make it again with one (--origin https://me.example).\n' : ''}`;
