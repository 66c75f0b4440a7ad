import type { ObjectId } from '../../protocol/brand.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { RichNode, RichText } from '../../protocol/rich-text.ts';

/**
 * The text without the line by which readers that know no quotes are told of it ("RE: address", first or last): whoever shows the
 * quoted post needs no address of it.
 */
export function withoutQuoteLine(content: RichText, quoted: ObjectId | undefined): RichText {
  if (quoted === undefined) return content;
  if (isQuoteLine(content.at(-1))) return content.slice(0, -1);
  return isQuoteLine(content[0]) ? content.slice(1) : content;
}

const isQuoteLine = (node: RichNode | undefined): boolean =>
  typeof node === 'object' && node.tag === 'p' && /^(?:RE|QT):\s*(?:https?|ap|ipns|did):\S+$/iu.test(plainText([node]).trim());
