/** What RFC 4287 demands of a feed beyond being XML, checked on its text: for tests. Returns what is wrong, in words. */
export function feedProblems(xml: string): string[] {
  const problems: string[] = [];
  const demand = (holds: boolean, what: string): void => void (holds || problems.push(what));
  demand(
    xml.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"'),
    'does not begin as a feed',
  );
  demand(isWellFormed(xml), 'is not well-formed XML');
  const [head = '', ...entries] = xml.split('<entry');
  for (const [part, name] of [[head, 'feed'], ...entries.map((entry, index) => [entry, `entry ${index}`])] as const) {
    for (const element of ['id', 'title', 'updated']) {
      const count = part.split(`<${element}>`).length - 1;
      demand(count === 1, `${name}: ${count} elements ${element}`);
      demand(!part.includes(`<${element}></${element}>`) || element === 'title', `${name}: ${element} is empty`);
    }
    for (const [, date = ''] of part.matchAll(/<(?:updated|published)>([^<]*)</g))
      demand(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) && !Number.isNaN(Date.parse(date)), `${name}: date ${date}`);
    const alternates = [...part.matchAll(/<link rel="alternate" type="([^"]*)"/g)].map(([, type]) => type);
    demand(new Set(alternates).size === alternates.length && alternates.length > 0, `${name}: alternate links`);
    for (const [, href = ''] of part.matchAll(/<link [^>]*href="([^"]*)"/g))
      demand(/^[^\s<>"{}|\\^`]+$/.test(href), `${name}: link ${href}`);
  }
  demand(head.includes('<author><name>'), 'no author');
  demand(/<link rel="self" type="application\/atom\+xml" href="[^"]+"\/>/.test(head), 'no link to itself');
  const ids = [...xml.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id);
  demand(new Set(ids).size === ids.length, 'two elements have the same id');
  return problems;
}

/** Every start tag has its end, every `&` begins an entity of XML, no character that XML forbids. */
function isWellFormed(xml: string): boolean {
  const body = xml.replace(/^<\?xml[^>]*\?>\s*/, '');
  if (/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(body)) return false;
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(body)) return false;
  const open: string[] = [];
  let rest = body;
  while (rest !== '') {
    const [text = ''] = /^[^<]*/.exec(rest) ?? [];
    rest = rest.slice(text.length);
    if (rest === '') break;
    const tag = /^<(\/?)([a-z][\w:-]*)((?:\s+[a-z][\w:-]*="[^"<]*")*)\s*(\/?)>/i.exec(rest);
    if (tag === null) return false;
    rest = rest.slice(tag[0].length);
    const [, slash, name = '', attributes = '', empty] = tag;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) return false;
    if (slash === '/') {
      if (open.pop() !== name) return false;
    } else if (empty !== '/') open.push(name);
  }
  return open.length === 0;
}
