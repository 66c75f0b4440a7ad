import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { readSheetCode, type SheetCode } from '../../../services/recovery/sheet.ts';
import { useApp } from '../../app/interface.tsx';
import { Button } from '../../components/button.tsx';
import { t } from '../../text/translate.ts';
import { phraseErrorText } from '../backup/phrase-error-text.ts';
import { WordsField } from '../backup/words-field.tsx';
import { EditableList } from '../settings/editable-list.tsx';
import { parseGateway } from '../settings/parse-servers.ts';
import { NothingFound } from './nothing-found.tsx';
import styles from './welcome.module.css';

interface Nothing {
  readonly asked: number;
  readonly answered: number;
}

/** Brings an account back by its 24 words: checks them here, looks for the account, and then makes it the one of this browser. */
export function RestoreWords(props: { readonly sheet?: SheetCode; readonly onRestored: () => void }): ReactNode {
  const app = useApp();
  const [text, setText] = useState(props.sheet?.words.join(' ') ?? '');
  const [places, setPlaces] = useState<readonly string[]>(props.sheet?.gateways ?? []);
  const [state, setState] = useState<'idle' | 'looking' | 'restoring'>('idle');
  const [error, setError] = useState<string>();
  const [nothing, setNothing] = useState<Nothing>();
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const waiting = useDefaultPlaces((found) => setPlaces((now) => [...new Set([...now, ...found])]));

  function change(next: string): void {
    // A sheet's code that somebody read with another program.
    const sheet = readSheetCode(next);
    if (sheet !== undefined) setPlaces((now) => [...new Set([...now, ...sheet.gateways])]);
    setText(sheet?.words.join(' ') ?? next);
    setError(undefined);
    setNothing(undefined);
  }

  async function look(): Promise<void> {
    setState('looking');
    setError(undefined);
    setNothing(undefined);
    const controller = new AbortController();
    leaving.current = controller;
    try {
      // Somebody may be quicker than the question whether this app stands at a place that keeps accounts.
      const asked = [...new Set([...places, ...((await waiting.current) ?? [])])];
      const found = await (await app.restoring()).find(text, asked, { signal: controller.signal });
      if (controller.signal.aborted) return;
      if (!found.ok) setError(phraseErrorText(found.error));
      else if (found.value.newest !== undefined) return await restore(found.value.newest, asked);
      else setNothing({ asked: asked.length, answered: found.value.answered.length });
      setState('idle');
    } catch {
      setState('idle');
      setError(t('backup.unexpected'));
    }
  }

  async function restore(generation: number, gateways: readonly string[]): Promise<void> {
    setState('restoring');
    const restored = await app.restoreWords(text, { generation, gateways });
    if (restored.ok) return props.onRestored();
    setState('idle');
    const problem = restored.error;
    if (problem.type === 'storage-full') setError(t('error.storage-full'));
    else if (problem.type === 'already-here') setError(t('backup.already-here'));
    else if (problem.type === 'shared-origin') setError(t('welcome.shared-origin'));
    else setError(phraseErrorText(problem));
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    void look();
  }

  return (
    <div className={styles.form}>
      <form className={styles.form} onSubmit={submit}>
        <p>{t('restore.words-text')}</p>
        <WordsField value={text} error={error} onChange={change} />
        <Button type="submit" busy={state !== 'idle' || text.trim() === ''}>
          {state === 'looking' ? t('restore.looking') : state === 'restoring' ? t('restore.restoring') : t('restore.find')}
        </Button>
      </form>
      {nothing !== undefined && <NothingFound {...nothing} busy={state !== 'idle'} onRestore={() => void restore(0, places)} />}
      <details className={styles.places} open={nothing !== undefined}>
        <summary>{t('restore.places')}</summary>
        <EditableList
          items={places}
          empty={t('restore.no-places')}
          label={t('restore.place')}
          invalid={t('restore.place-wrong')}
          example="https://pollen.example"
          parse={parseGateway}
          onChange={(items) => {
            setPlaces(items);
            setNothing(undefined);
          }}
        />
      </details>
    </div>
  );
}

/** Asks for the places that are known without being told; what is returned holds the answer until it is among the places. */
function useDefaultPlaces(onFound: (origins: readonly string[]) => void): RefObject<Promise<readonly string[]> | undefined> {
  const app = useApp();
  const take = useRef(onFound);
  const waiting = useRef<Promise<readonly string[]>>(undefined);
  useEffect(() => {
    const asking = app
      .restoring()
      .then((desk) => desk.gateways())
      .catch(() => []);
    waiting.current = asking;
    void asking.then((origins) => {
      if (waiting.current !== asking) return;
      waiting.current = undefined;
      take.current(origins);
    });
    return () => {
      waiting.current = undefined;
    };
  }, [app]);
  return waiting;
}
