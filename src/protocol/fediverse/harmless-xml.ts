const longestDocument = 4 * 2 ** 20;
const mostTags = 100_000;
const deepest = 64;

/** What stands between `<` and its end is no element; none of it may be left open. */
const asides = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * Whether an XML document may be given to a parser: at most 4 million characters, 100,000 tags, 64 levels, no declarations of its own
 * (entities that expand to gigabytes, or to files) and nothing left open. Says nothing else about it. One pass, without recursion.
 */
export function isHarmlessXml(text: string): boolean {
  if (text.length > longestDocument) return false;
  let depth = 0;
  let tags = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const aside = asides.find(([start]) => text.startsWith(start, at));
    const end = text.indexOf(aside?.[1] ?? '>', at + 1);
    if (end === -1) return false;
    if (aside === undefined) {
      tags += 1;
      // Of declarations only the plain name of a document type is left; an internal subset is where entities are.
      if (text[at + 1] === '!' && !/^<!doctype[^[<]*$/i.test(text.slice(at, Math.min(end, at + 1000)))) return false;
      if (text[at + 1] === '/') depth -= 1;
      else if (text[at + 1] !== '!' && text[end - 1] !== '/') depth += 1;
      if (depth > deepest || tags > mostTags) return false;
    }
    at = end;
  }
  return true;
}
