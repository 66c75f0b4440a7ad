import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { decodeQR } from 'qr/decode.js';
import { Dialog } from '../../components/dialog.tsx';
import { t } from '../../text/translate.ts';
import styles from './follow.module.css';

/** Longer side of the picture that is searched, px: enough for a code, little enough for a phone. */
const searchSizePx = 480;
const everyMs = 200;

/** Looks for a QR code through the camera. The pictures never leave this page. */
export function Scanner(props: { readonly onFound: (text: string) => void; readonly onClose: () => void }): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const found = useEffectEvent(props.onFound);

  useEffect(() => {
    let stream: MediaStream | undefined;
    let left = false;
    const canvas = document.createElement('canvas');
    const timer = setInterval(() => {
      const text = video.current === null ? undefined : readCode(video.current, canvas);
      if (text !== undefined) found(text);
    }, everyMs);
    void navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' } })
      .then((opened) => {
        stream = opened;
        if (left) stop(opened);
        else if (video.current !== null) video.current.srcObject = opened;
      })
      .catch(() => setRefused(true));
    return () => {
      left = true;
      clearInterval(timer);
      stop(stream);
    };
  }, []);

  return (
    <Dialog title={t('scan.title')} onClose={props.onClose}>
      {refused ? <p role="alert">{t('scan.refused')}</p> : <p>{t('scan.text')}</p>}
      {!refused && <video ref={video} className={styles.camera} autoPlay playsInline muted aria-label={t('scan.title')} />}
    </Dialog>
  );
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function readCode(video: HTMLVideoElement, canvas: HTMLCanvasElement): string | undefined {
  if (video.videoWidth === 0) return undefined;
  const scale = Math.min(1, searchSizePx / Math.max(video.videoWidth, video.videoHeight));
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    // No code in this picture.
    return undefined;
  }
}
