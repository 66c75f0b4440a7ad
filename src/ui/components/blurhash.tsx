import { type ReactNode, useEffect, useRef } from 'react';
import styles from './attachments.module.css';

/** Enough for what is a blur anyway, pixels. */
const widthPx = 20;
const heightPx = 15;
const longest = 120;

/** Colours of a picture that has not come; decoration. A hash that makes no sense draws nothing. */
export function Blurhash(props: { readonly hash: string }): ReactNode {
  const { hash } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let left = false;
    void draw(hash, () => (left ? null : canvas.current));
    return () => {
      left = true;
    };
  }, [hash]);
  return <canvas ref={canvas} className={styles.blur} width={widthPx} height={heightPx} aria-hidden="true" />;
}

async function draw(hash: string, surface: () => HTMLCanvasElement | null): Promise<void> {
  if (hash.length > longest) return;
  try {
    const { decode } = await import('blurhash');
    const context = surface()?.getContext('2d');
    context?.putImageData(new ImageData(new Uint8ClampedArray(decode(hash, widthPx, heightPx)), widthPx, heightPx), 0, 0);
  } catch {
    // No valid hash: the place stays plain.
  }
}
