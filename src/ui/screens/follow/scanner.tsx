import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { t } from '../../text/translate.ts';
import { readCode, readPicture } from './read-code.ts';
import styles from './follow.module.css';

/** Longer side of the picture that is searched, px: enough for a code, little enough for a phone. */
const searchSizePx = 480;
const everyMs = 200;

/** Looks for a QR code through the camera, or in a picture. The pictures never leave this page. `problem`: what was found is no use. */
export function Scanner(props: {
  readonly onFound: (text: string) => void;
  readonly onClose: () => void;
  readonly problem?: string;
}): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const [empty, setEmpty] = useState(false);
  const found = useEffectEvent(props.onFound);
  const pictureId = useId();

  useEffect(() => {
    let stream: MediaStream | undefined;
    let left = false;
    const canvas = document.createElement('canvas');
    const timer = setInterval(() => {
      const { current } = video;
      const size = { width: current?.videoWidth ?? 0, height: current?.videoHeight ?? 0 };
      const text = current === null ? undefined : readCode(current, size, searchSizePx, canvas);
      if (text !== undefined) found(text);
    }, everyMs);
    void openCamera()
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

  async function choose(file: File | undefined): Promise<void> {
    setEmpty(false);
    const text = file && (await readPicture(file));
    if (text === undefined) setEmpty(file !== undefined);
    else props.onFound(text);
  }

  return (
    <Dialog title={t('scan.title')} onClose={props.onClose}>
      {refused ? <p role="alert">{t('scan.refused')}</p> : <p>{t('scan.text')}</p>}
      {!refused && <video ref={video} className={styles.camera} autoPlay playsInline muted aria-label={t('scan.title')} />}
      <div className={styles.picture}>
        <label htmlFor={pictureId}>{t('scan.picture')}</label>
        <input id={pictureId} type="file" accept="image/*" onChange={(event) => void choose(event.target.files?.[0])} />
      </div>
      {empty && <p role="alert">{t('scan.no-code')}</p>}
      {!empty && props.problem !== undefined && <p role="alert">{props.problem}</p>}
    </Dialog>
  );
}

/** Fails where there is no camera, nobody lets us use it, or the page was not loaded safely. */
async function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
