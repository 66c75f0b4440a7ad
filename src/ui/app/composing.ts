import type { DraftRecord } from '../../protocol/ports/records.ts';
import type { Live, PostView } from '../../services/app-api.ts';
import { createValue } from './value.ts';

/** What the composer was opened for. */
export type ComposeIntent =
  | { readonly kind: 'new'; readonly text?: string; readonly files?: readonly File[] }
  | { readonly kind: 'reply'; readonly to: PostView }
  | { readonly kind: 'quote'; readonly of: PostView }
  | { readonly kind: 'edit'; readonly post: PostView }
  | { readonly kind: 'draft'; readonly draft: DraftRecord };

/** The composer lies over whatever is shown, and any part of the interface may open it. */
export interface Composing {
  readonly intent: Live<ComposeIntent | undefined>;
  open(intent: ComposeIntent): void;
  close(): void;
}

export function createComposing(): Composing {
  const intent = createValue<ComposeIntent | undefined>(undefined);
  return { intent, open: (next) => intent.set(next), close: () => intent.set(undefined) };
}
