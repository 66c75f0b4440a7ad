import { type ReactNode, useEffect, useRef } from 'react';
import { useDelayed } from '../hooks/use-delayed.ts';
import styles from './attachments.module.css';

/** Enough for what is a blur anyway, pixels. */
const widthPx = 20;
const heightPx = 15;
const longest = 120;

/** What takes longer shows its colours meanwhile, ms. */
const lateMs = 100;

/**
 * Colours of a picture that has not come in a moment; what is on this device needs none, and every canvas is a layer of its own for
 * whoever scrolls.
 */
export function LateBlurhash(props: { readonly hash: string | undefined }): ReactNode {
  const isLate = useDelayed(lateMs);
  return isLate && props.hash !== undefined ? <Blurhash hash={props.hash} /> : null;
}

/** Colours of a picture; decoration. A hash that makes no sense draws nothing. */
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
