import { type CSSProperties, type ReactNode, Suspense } from 'react';
import type { AttachmentView, PostView } from '../../services/app-api.ts';
import { lazyScreen } from '../app/lazy-screen.ts';
import styles from './attachments.module.css';

const MediaGrid = lazyScreen(async () => (await import('./media-grid.tsx')).MediaGrid, 'reading');

/** More stand behind the last one, in the viewer. */
export const mostTiles = 4;

export const isSound = ({ mediaType }: AttachmentView): boolean => mediaType.startsWith('audio/');

/** Pictures, films and sounds of a post; each has its place before it comes, and before the code that shows it has come. */
export function Attachments(props: {
  readonly post: PostView;
  /** Those on web servers, too, without being asked for. */
  readonly shows: boolean;
}): ReactNode {
  const { attachments } = props.post;
  const sounds = attachments.filter(isSound);
  const tiles = attachments.filter((attachment) => !isSound(attachment)).slice(0, mostTiles);
  return (
    <Suspense
      fallback={
        <>
          {tiles.length > 0 && (
            <div className={gridClass(tiles.length)}>
              {tiles.map((tile) => (
                <div key={tile.digest ?? tile.url} className={styles.tile} style={placeOf(tile, tiles.length)} />
              ))}
            </div>
          )}
          {sounds.map((sound) => (
            <div key={sound.digest ?? sound.url} className={styles.sound} />
          ))}
        </>
      }
    >
      <MediaGrid {...props} />
    </Suspense>
  );
}

export const gridClass = (count: number): string => `${styles.grid} ${count > 1 ? styles.several : ''}`;

/** The place of a picture alone has its shape, within reason: neither a ribbon nor a tower. */
export function placeOf(attachment: AttachmentView, count: number): CSSProperties | undefined {
  if (count > 1) return undefined;
  const ratio = (attachment.width ?? 3) / (attachment.height ?? 2);
  return { aspectRatio: String(Math.min(2.4, Math.max(0.8, ratio || 1.5))) };
}
