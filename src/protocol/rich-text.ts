/**
 * Post text as data: what is left of a stranger's HTML after sanitising. Stored instead of HTML, rendered as elements,
 * so no markup of anybody's ever reaches an HTML parser of the app again.
 */
export type RichText = readonly RichNode[];

export type RichNode = string | RichElement;

export type RichTag = 'p' | 'br' | 'a' | 'ul' | 'ol' | 'li' | 'blockquote' | 'code' | 'pre' | 'em' | 'strong' | 'del' | 'h';

export interface RichElement {
  readonly tag: RichTag;
  readonly children?: RichText;
  /** Only on `a`: http(s), `ap:`, `ipns:` or `did:` addresses; everything else has been dropped. */
  readonly href?: string;
  /** Only on `a`: what the link is, from its class and the object's tags. */
  readonly kind?: 'mention' | 'hashtag';
}
