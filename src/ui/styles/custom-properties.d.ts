import 'react';

declare module 'react' {
  interface CSSProperties {
    /** How deep a reply stands below the post, from 0. */
    readonly '--depth'?: number;
    /** How full something is, 0 to 1. */
    readonly '--fill'?: number;
    readonly '--share'?: number;
  }
}
