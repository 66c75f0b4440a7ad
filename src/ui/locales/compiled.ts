/**
 * Compiled messages, as `@lingui/message-utils` makes them: text, or a list of texts and places `[name, type, forms]`, where forms are
 * messages by plural form or choice. For tests and pseudo-languages.
 */
type Part = string | readonly [name: string, type?: string, forms?: unknown];

const partsOf = (message: unknown): readonly Part[] =>
  typeof message === 'string' ? [message] : Array.isArray(message) ? (message as readonly Part[]) : [];

/** Forms of a place by name, without the `offset` that plurals carry. */
const formsOf = (forms: unknown): [form: string, message: unknown][] =>
  typeof forms === 'object' && forms !== null ? Object.entries(forms).filter(([form]) => form !== 'offset') : [];

/** Names and types of all places for values, each once, sorted; those inside of forms too. */
export function placeholdersOf(message: unknown): string[] {
  const found = partsOf(message).flatMap((part) =>
    typeof part === 'string' || part[0] === '#'
      ? []
      : [`${part[0]}:${part[1] ?? ''}`, ...formsOf(part[2]).flatMap(([, inner]) => placeholdersOf(inner))],
  );
  return [...new Set(found)].toSorted();
}

/** The forms of every plural in a message. */
export function pluralFormsOf(message: unknown): string[][] {
  return partsOf(message).flatMap((part) => {
    if (typeof part === 'string') return [];
    const inner = formsOf(part[2]).flatMap(([, form]) => pluralFormsOf(form));
    return part[1] === 'plural' ? [formsOf(part[2]).map(([form]) => form), ...inner] : inner;
  });
}

/** Everything that can be read in a message, forms one after the other, places as `{name}`. */
export function textOf(message: unknown): string {
  return partsOf(message)
    .map((part) => {
      if (typeof part === 'string') return part;
      const forms = formsOf(part[2]);
      return forms.length === 0 ? `{${part[0]}}` : forms.map(([, form]) => textOf(form)).join(' ');
    })
    .join('');
}

/** The same message with every text in it changed, places and forms left as they are. */
export function mapTexts(message: unknown, change: (text: string) => string): unknown {
  if (typeof message === 'string') return change(message);
  return partsOf(message).map((part) => {
    if (typeof part === 'string') return change(part);
    if (part[2] === undefined || typeof part[2] !== 'object' || part[2] === null) return part;
    const forms = Object.entries(part[2]).map(([form, inner]) => [form, form === 'offset' ? inner : mapTexts(inner, change)]);
    return [part[0], part[1], Object.fromEntries(forms)];
  });
}
