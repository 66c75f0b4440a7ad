import { type ReactNode, Suspense, useState } from 'react';
import type { Did, ObjectId } from '../../protocol/brand.ts';
import type { AttachmentView } from '../../services/app-api.ts';
import { lazyScreen } from '../app/lazy-screen.ts';
import { Picture } from './picture.tsx';
import styles from './attachments.module.css';

const PictureViewer = lazyScreen(async () => (await import('../screens/viewer/picture-viewer.tsx')).PictureViewer);

/** Pictures of a post; each keeps its place before it comes. */
export function Attachments(props: {
  readonly attachments: readonly AttachmentView[];
  readonly author: Did | ObjectId;
  /** Those on web servers, too, without being asked for. */
  readonly shows: boolean;
}): ReactNode {
  const { attachments, author, shows } = props;
  const [open, setOpen] = useState<number>();
  return (
    <div className={`${styles.grid} ${attachments.length > 1 ? styles.several : ''}`}>
      {attachments.map((attachment, index) => (
        <div className={styles.tile} key={attachment.digest ?? attachment.url} style={placeOf(attachment, attachments.length)}>
          <Picture attachment={attachment} author={author} shows={shows} onOpen={() => setOpen(index)} />
        </div>
      ))}
      {open !== undefined && (
        <Suspense>
          <PictureViewer attachments={attachments} author={author} first={open} onClose={() => setOpen(undefined)} />
        </Suspense>
      )}
    </div>
  );
}

/** The place of a picture alone has its shape, within reason: neither a ribbon nor a tower. */
function placeOf(attachment: AttachmentView, count: number): { aspectRatio: string } | undefined {
  if (count > 1) return undefined;
  const ratio = (attachment.width ?? 3) / (attachment.height ?? 2);
  return { aspectRatio: String(Math.min(2.4, Math.max(0.8, ratio || 1.5))) };
}
