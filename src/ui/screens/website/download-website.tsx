import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { Icon } from '../../components/icon.tsx';
import { byteSize } from '../../text/byte-size.ts';
import { displayLocale, t } from '../../text/translate.ts';
import { saveFile } from '../backup/save-file.ts';
import { exportErrorText } from './website-words.ts';
import styles from './website.module.css';

type Stage =
  | { readonly name: 'idle' }
  | { readonly name: 'packing'; readonly done: number; readonly total: number }
  | { readonly name: 'saved'; readonly files: number; readonly bytes: number; readonly missingMedia: number }
  | { readonly name: 'failed'; readonly text: string };

/** All files in one archive, packed on this device. `label`: beside something that matters more on its screen. */
export function DownloadWebsite(props: { readonly label?: string }): ReactNode {
  const app = useApp();
  const [stage, setStage] = useState<Stage>({ name: 'idle' });
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  async function download(): Promise<void> {
    const controller = new AbortController();
    stop.current = controller;
    setStage({ name: 'packing', done: 0, total: 0 });
    try {
      const desk = await app.website();
      const result = await desk.download({
        signal: controller.signal,
        onProgress: ({ done, total }) => setStage({ name: 'packing', done, total }),
      });
      if (!result.ok) {
        setStage(result.error.type === 'aborted' ? { name: 'idle' } : { name: 'failed', text: exportErrorText(result.error) });
        return;
      }
      const { file, fileName, files, missingMedia } = result.value;
      saveFile(file, fileName);
      setStage({ name: 'saved', files, bytes: file.size, missingMedia });
    } catch {
      setStage({ name: 'failed', text: t('website.unexpected') });
    }
  }

  const packing = stage.name === 'packing';
  return (
    <>
      <ButtonRow>
        <Button kind={props.label === undefined ? 'main' : 'plain'} busy={packing} onClick={() => void download()}>
          {packing ? t('website.packing') : (props.label ?? t('website.download'))}
        </Button>
        {packing && <Button onClick={() => stop.current?.abort()}>{t('action.cancel')}</Button>}
      </ButtonRow>
      {packing && (
        <progress
          className={styles.progress}
          aria-label={t('website.packing')}
          {...(stage.total > 0 ? { value: stage.done, max: stage.total } : {})}
        />
      )}
      <div role="status">
        {stage.name === 'saved' && (
          <p className={styles.good}>
            <Icon name="check" />
            <span>
              {t('website.downloaded', { count: stage.files, size: byteSize(stage.bytes, displayLocale()) })}
              {stage.missingMedia > 0 && ` ${t('website.missing-pictures', { count: stage.missingMedia })}`}
            </span>
          </p>
        )}
      </div>
      {stage.name === 'failed' && (
        <p className={styles.bad} role="alert">
          <Icon name="warning" />
          {stage.text}
        </p>
      )}
    </>
  );
}
