import { useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AttachmentView } from '../../services/app-api.ts';
import { type Media, useMedia } from '../hooks/use-media.ts';

/** Where a film or sound comes from: nothing is loaded before somebody wants it. */
export interface PlayerSource {
  readonly wanted: boolean;
  readonly media: Media;
  readonly want: () => void;
}

export function usePlayerSource({ digest, url }: AttachmentView, author: Did | ObjectId): PlayerSource {
  const [wanted, setWanted] = useState(false);
  const local = useMedia(wanted ? digest : undefined, author);
  const media: Media = digest === undefined && url !== undefined ? { status: 'ready', url } : local;
  return { wanted, media, want: () => setWanted(true) };
}
