import type { Did } from '../brand.ts';
import type { JsonObject } from '../json.ts';
import type { PersonRecord } from '../ports/records.ts';
import { isJsonObject } from '../proof/signed-json.ts';
import type { RichText } from '../rich-text.ts';

/** Turns a stranger's HTML into text that can be shown; `tags` are the object's `tag` entries. */
export type HtmlToRichText = (html: string, tags: readonly JsonObject[]) => RichText;

/** What is shown of a checked actor document (bridge-spec section 4). */
export function personOf(did: Did, actor: JsonObject, htmlToRichText: HtmlToRichText): PersonRecord {
  const username = textMember(actor, 'preferredUsername') ?? '';
  return {
    id: did,
    actor,
    name: textMember(actor, 'name')?.trim() || username,
    username,
    summary: htmlToRichText(textMember(actor, 'summary') ?? '', tagsOf(actor)),
    icon: iconOf(actor),
    updatedMs: Date.parse(textMember(actor, 'updated') ?? textMember(actor, 'published') ?? '') || 0,
    provenance: { type: 'signed' },
  };
}

function iconOf(actor: JsonObject): string | undefined {
  const { icon } = actor;
  if (!isJsonObject(icon)) return undefined;
  const url = textMember(icon, 'url');
  return textMember(icon, 'digestMultibase') ?? (url?.startsWith('https://') ? url : undefined);
}

export const tagsOf = (object: JsonObject): readonly JsonObject[] => {
  const { tag } = object;
  return Array.isArray(tag) ? tag.filter(isJsonObject) : [];
};

/** A text member, or undefined. */
export function textMember(object: JsonObject, member: string): string | undefined {
  const value = object[member];
  return typeof value === 'string' ? value : undefined;
}
