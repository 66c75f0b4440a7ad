import { type ReactNode, Suspense, useState } from 'react';
import type { AttachmentView, PostView } from '../../services/app-api.ts';
import { lazyScreen } from '../app/lazy-screen.ts';
import { useOpened } from '../hooks/use-opened.ts';
import { t } from '../text/translate.ts';
import { gridClass, isSound, mostTiles, placeOf } from './attachments.tsx';
import { Blurhash } from './blurhash.tsx';
import { Button } from './button.tsx';
import { Film } from './film.tsx';
import { Picture } from './picture.tsx';
import { Sound } from './sound.tsx';
import styles from './attachments.module.css';

const MediaViewer = lazyScreen(async () => (await import('../screens/viewer/media-viewer.tsx')).MediaViewer, 'reading');

/** What is attached to a post: pictures and films beside each other, sounds below; one tap from its full size. */
export function MediaGrid(props: { readonly post: PostView; readonly shows: boolean }): ReactNode {
  const { post, shows } = props;
  const { attachments } = post;
  const author = post.author.id;
  const [viewed, setViewed] = useState<number>();
  const [uncovered, uncover] = useOpened(`media ${post.id}`);
  // A warning has been opened by whoever sees this at all.
  const isCovered = post.sensitive === true && post.warning === undefined && !uncovered;
  const visible = attachments.filter((attachment) => !isSound(attachment));
  const tiles = visible.slice(0, mostTiles);
  const hidden = visible.length - tiles.length;
  return (
    <>
      {tiles.length > 0 && (
        <div className={gridClass(tiles.length)}>
          {tiles.map((tile, index) => (
            <div className={styles.tile} key={nameOf(tile)} style={placeOf(tile, tiles.length)}>
              {tile.blurhash !== undefined && (isCovered || isFilm(tile)) && <Blurhash hash={tile.blurhash} />}
              {isCovered ? null : isFilm(tile) ? (
                <Film film={tile} author={author} shows={shows} />
              ) : (
                <Picture attachment={tile} author={author} shows={shows} onOpen={() => setViewed(index)} />
              )}
              {hidden > 0 && index === tiles.length - 1 && (
                <span className={styles.rest} dir="ltr" aria-hidden="true">
                  +{hidden}
                </span>
              )}
            </div>
          ))}
          {isCovered && (
            <div className={styles.cover}>
              <Button onClick={() => uncover(true)}>{t('picture.show-sensitive')}</Button>
            </div>
          )}
        </div>
      )}
      {attachments.filter(isSound).map((sound) => (
        <Sound key={nameOf(sound)} sound={sound} author={author} shows={shows} />
      ))}
      {viewed !== undefined && (
        <Suspense>
          <MediaViewer attachments={visible} author={author} first={viewed} onClose={() => setViewed(undefined)} />
        </Suspense>
      )}
    </>
  );
}

export const isFilm = ({ mediaType }: AttachmentView): boolean => mediaType.startsWith('video/');

const nameOf = (attachment: AttachmentView): string => attachment.digest ?? attachment.url ?? '';
