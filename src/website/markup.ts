/** HTML that was put together here. A class of its own, so that no string can be taken for it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: strings are escaped, `undefined` and `false` are nothing. */
export type MarkupValue = Markup | string | number | undefined | false | readonly MarkupValue[];

const nothing = new Markup('');

/** Template for HTML and XML text and quoted attribute values; everything put in is escaped unless it is Markup. */
export function markup(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) text += render(value) + (parts[index + 1] ?? '');
  return new Markup(text);
}

/** `value` as an attribute with a leading space, or nothing when there is none. */
export const attribute = (name: string, value: string | number | undefined): Markup =>
  value === undefined ? nothing : markup` ${new Markup(name)}="${value}"`;

function render(value: MarkupValue): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escapeText(value);
  return typeof value === 'number' ? String(value) : value.map(render).join('');
}

/** Text for HTML and XML: neither knows other control characters, half surrogates or the two non-characters of the first plane. */
function escapeText(text: string): string {
  if (!special.test(text)) return text;
  const safe = text.toWellFormed().replaceAll(/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]/gu, '');
  return safe.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** Whatever may have to be changed; most texts have nothing of it. */
const special = /[^\P{Cc}\t\n]|[&<>"'\uFFFE\uFFFF]|\p{Cs}/u;
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
