import type { SiteAuthor } from '../site-author.ts';
import { apacheConfiguration } from './apache.ts';
import { headersFile } from './headers-file.ts';
import { nginxConfiguration } from './nginx.ts';
import { readme } from './readme.ts';
import { hostMeta, webFinger } from './web-finger.ts';

/** Files that are there for hosts and servers, not for readers: by path. Without an origin nothing that names one. */
export function hostFiles(author: SiteAuthor, origin: string | undefined): ReadonlyMap<string, string> {
  const files = new Map([
    ['_headers', headersFile()],
    ['.htaccess', apacheConfiguration()],
    ['nginx.conf.txt', nginxConfiguration(origin)],
    ['.nojekyll', ''],
    ['README.txt', readme(author, origin)],
  ]);
  if (origin === undefined) return files;
  const finger = webFinger(author, origin);
  files.set('.well-known/webfinger', finger);
  // For hosts that give a file without an extension no useful type, and can rewrite a path.
  files.set('webfinger/index.json', finger);
  files.set('.well-known/host-meta', hostMeta(origin));
  return files;
}
