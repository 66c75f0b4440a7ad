import type { ReactNode } from 'react';
import type { FileKind, FilePreview, ImportChoices } from '../../../services/import/files-api.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ButtonRow } from '../../components/button-row.tsx';
import { TextField } from '../../components/field.tsx';
import { Icon } from '../../components/icon.tsx';
import { t } from '../../text/translate.ts';
import { ArchiveChoices } from './archive-choices.tsx';
import { countOf, doesAnything, withoutHost } from './import-choices.ts';
import { kindWords, leftOutText, problemText } from './import-words.ts';
import type { Reading } from './use-previews.ts';
import styles from './import.module.css';

/** One file: what is in it, what will happen, what stays out; one button that lets it happen. */
export function PreviewCard(props: {
  readonly reading: Reading;
  /** Whether this is the main thing to do on the screen. */
  readonly isOnly: boolean;
  readonly onChoose: (choices: ImportChoices) => void;
  readonly onStart: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { reading, onRemove } = props;
  const { fileName, status } = reading;
  return (
    <section className={styles.card} aria-label={fileName}>
      <header className={styles.cardHead}>
        <p className={styles.fileName}>
          <bdi>{fileName}</bdi>
        </p>
        {status !== 'starting' && <IconButton icon="close" label={t('import.put-away', { file: fileName })} onClick={onRemove} />}
      </header>
      {reading.status === 'reading' && (
        <>
          <p>{t('import.reading')}</p>
          <progress
            className={styles.progress}
            aria-label={t('import.reading')}
            {...(reading.share > 0 ? { value: reading.share, max: 1 } : {})}
          />
        </>
      )}
      {reading.status === 'failed' && (
        <p className={styles.trouble}>
          <Icon name="warning" />
          <span>{problemText(reading.problem)}</span>
        </p>
      )}
      {(reading.status === 'ready' || reading.status === 'starting') && (
        <Preview {...props} preview={reading.preview} choices={reading.choices} busy={reading.status === 'starting'} />
      )}
    </section>
  );
}

function Preview(props: {
  readonly preview: FilePreview;
  readonly choices: ImportChoices;
  readonly busy: boolean;
  readonly isOnly: boolean;
  readonly onChoose: (choices: ImportChoices) => void;
  readonly onStart: () => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { preview, choices, busy, isOnly, onChoose, onStart, onRemove } = props;
  const { archive } = preview;
  const kind = choices.kind ?? preview.kind;
  const words = kindWords(kind);
  const nameless = withoutHost(preview);
  const nothing = archive === undefined && !doesAnything(preview, choices);
  return (
    <>
      <h2 className={styles.cardTitle}>{words.name}</h2>
      {preview.alternatives.length > 1 && (
        <KindChoice
          name={preview.id}
          kinds={preview.alternatives}
          chosen={kind}
          onChoose={(next) => onChoose({ ...choices, kind: next })}
        />
      )}
      {preview.examples.length > 0 && <Examples examples={preview.examples} more={preview.entries > preview.examples.length} />}
      {archive !== undefined && <ArchiveChoices archive={archive} choices={choices} onChange={onChoose} />}
      <LeftOutList preview={preview} />
      {nameless > 0 && (
        <TextField
          label={t('import.host')}
          hint={t('import.host-hint', { count: nameless })}
          placeholder={t('import.host-example')}
          value={choices.host ?? ''}
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          onChange={(event) => onChoose({ ...choices, host: event.target.value.trim() })}
        />
      )}
      {nothing ? <p>{t('import.nothing-to-do')}</p> : <p className={styles.what}>{words.what}</p>}
      <ButtonRow>
        {nothing ? (
          <Button onClick={onRemove}>{t('import.fine')}</Button>
        ) : (
          <>
            <Button kind={isOnly ? 'main' : 'plain'} busy={busy || !doesAnything(preview, choices)} onClick={onStart}>
              {busy ? t('import.starting') : words.action(countOf(preview, choices))}
            </Button>
            {!busy && (
              <Button kind={isOnly ? 'plain' : 'quiet'} onClick={onRemove}>
                {t('import.not-now')}
              </Button>
            )}
          </>
        )}
      </ButtonRow>
    </>
  );
}

function KindChoice(props: {
  readonly name: string;
  readonly kinds: readonly FileKind[];
  readonly chosen: FileKind;
  readonly onChoose: (kind: FileKind) => void;
}): ReactNode {
  return (
    <fieldset className={styles.kinds}>
      <legend>{t('import.which')}</legend>
      {props.kinds.map((kind) => (
        <label key={kind} className={styles.kind}>
          <input type="radio" name={`kind ${props.name}`} checked={kind === props.chosen} onChange={() => props.onChoose(kind)} />
          {kindWords(kind).name}
        </label>
      ))}
    </fieldset>
  );
}

/** The first few, as they stand in the file: enough to see that it is the right one. */
function Examples(props: { readonly examples: readonly string[]; readonly more: boolean }): ReactNode {
  return (
    <p className={styles.examples}>
      {props.examples.map((example) => (
        <bdi key={example}>{example}</bdi>
      ))}
      {props.more && <span>…</span>}
    </p>
  );
}

function LeftOutList(props: { readonly preview: FilePreview }): ReactNode {
  const { alreadyThere, leftOut } = props.preview;
  if (alreadyThere === 0 && leftOut.length === 0) return null;
  return (
    <ul className={styles.leftOut}>
      {alreadyThere > 0 && <li>{t('import.already-there', { count: alreadyThere })}</li>}
      {leftOut.map(({ reason, count }) => (
        <li key={reason}>{leftOutText(reason, count)}</li>
      ))}
    </ul>
  );
}
